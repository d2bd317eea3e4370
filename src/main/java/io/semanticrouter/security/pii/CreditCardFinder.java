package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.List;

/**
 * Payment cards: a known issuer prefix with a length that issuer uses (ISO/IEC 7812), the Luhn
 * check digit, and the grouping in which cards are written.
 *
 * <p>The check digit lets one number in ten pass. Lengths that serial numbers and article codes
 * often have (12, 13 and 17 to 19 digits) therefore need a word such as "card" to be certain.
 */
final class CreditCardFinder implements EntityFinder {
  private static final int MIN_DIGITS = 12;
  private static final int MAX_DIGITS = 19;
  private static final int MAX_GROUPS = 5;
  private static final ContextWords WORDS =
      new ContextWords(
          60,
          "card|cards|credit|debit|visa|mastercard|amex|american express|maestro|diners|discover"
              + "|jcb|unionpay|cc|ccn|cvv|cvc|mc|pan|karte|kreditkarte|carte|tarjeta|carta");

  @Override
  public boolean mayFind(ScannedText text) {
    return text.digits() >= MIN_DIGITS;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (int first = 0; first < text.groups(); first++) {
      if (!text.startsNumber(text.groupStart(first))) {
        continue;
      }
      int last = lastGroup(text, first);
      for (int end = last; end >= first; end--) {
        if (isCard(text, first, end)) {
          found.add(entity(text, first, end));
          first = end;
          break;
        }
      }
    }
  }

  /** The last group that could belong to a card beginning with {@code first}. */
  private static int lastGroup(ScannedText text, int first) {
    if (text.groupLength(first) != 4) {
      return first;
    }
    char separator = text.at(text.groupEnd(first));
    if (separator != ' ' && separator != '-' && separator != '\u00a0' && separator != '.') {
      return first;
    }
    int last = first;
    while (last - first + 1 < MAX_GROUPS && text.joined(last, separator)) {
      last++;
    }
    return last;
  }

  private static boolean isCard(ScannedText text, int first, int last) {
    if (!text.endsNumber(text.groupEnd(last)) || !isGrouped(text, first, last)) {
      return false;
    }
    StringBuilder digits = new StringBuilder(MAX_DIGITS);
    for (int group = first; group <= last; group++) {
      if (digits.length() + text.groupLength(group) > MAX_DIGITS) {
        return false;
      }
      digits.append(text.text(), text.groupStart(group), text.groupEnd(group));
    }
    return digits.length() >= MIN_DIGITS && isIssued(digits) && passesLuhn(digits);
  }

  /** One run, fours with a shorter rest, or 4-6-5 and 4-6-4 (American Express, Diners Club). */
  private static boolean isGrouped(ScannedText text, int first, int last) {
    if (first == last) {
      return true;
    }
    if (last - first == 2 && text.groupLength(first + 1) == 6) {
      int rest = text.groupLength(last);
      return rest == 5 || rest == 4;
    }
    for (int group = first; group < last; group++) {
      if (text.groupLength(group) != 4) {
        return false;
      }
    }
    return last - first >= 2 && text.groupLength(last) <= 4;
  }

  private static PiiEntity entity(ScannedText text, int first, int last) {
    int start = text.groupStart(first);
    int end = text.groupEnd(last);
    boolean named = WORDS.around(text, start, end);
    int digits = 0;
    for (int group = first; group <= last; group++) {
      digits += text.groupLength(group);
    }
    double confidence = digits >= 14 && digits <= 16 ? 0.9 : 0.5;
    return new PiiEntity(PiiType.CREDIT_CARD, start, end, named ? 0.99 : confidence);
  }

  /** Issuer ranges and lengths as card networks publish them. */
  static boolean isIssued(CharSequence digits) {
    int length = digits.length();
    int two = prefix(digits, 2);
    int three = prefix(digits, 3);
    int four = prefix(digits, 4);
    return switch (digits.charAt(0)) {
      case '4' -> length == 13 || length == 16 || length == 19;
      case '5' ->
          (two >= 51 && two <= 55 && length == 16)
              || ((two == 50 || two >= 56) && length >= 12 && length <= 19);
      case '2' -> (four >= 2221 && four <= 2720 && length == 16) || (four == 2131 && length == 15);
      case '3' ->
          ((two == 34 || two == 37) && length == 15)
              || (two == 35 && length == 16)
              || (four >= 3528 && four <= 3589 && length > 16 && length <= 19)
              || ((two == 36 || two == 38 || two == 39 || (three >= 300 && three <= 305))
                  && length >= 14
                  && length <= 19);
      case '6' -> length >= 12 && length <= 19;
      case '1' -> four == 1800 && length == 15;
      default -> false;
    };
  }

  private static int prefix(CharSequence digits, int length) {
    return Integer.parseInt(digits, 0, length, 10);
  }

  /** ISO/IEC 7812-1 annex B. */
  static boolean passesLuhn(CharSequence digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      if (twice) {
        digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      }
      sum += digit;
      twice = !twice;
    }
    return sum > 0 && sum % 10 == 0;
  }
}
