package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bank accounts (ISO 13616): the length of the country and the remainder 1 modulo 97. */
final class IbanFinder implements EntityFinder {
  private static final int SHORTEST = 15;
  private static final Map<String, Integer> LENGTHS = lengths();

  @Override
  public boolean mayFind(ScannedText text) {
    // The two check digits and at least a few more; the shortest account number of all is Norway's.
    return text.digits() >= 8 && text.length() >= SHORTEST;
  }

  @Override
  public void find(ScannedText text, List<PiiEntity> found) {
    for (int group = 0; group < text.groups(); group++) {
      int start = text.groupStart(group) - 2;
      if (text.groupLength(group) < 2
          || !ScannedText.isLatin(text.at(start))
          || !ScannedText.isLatin(text.at(start + 1))
          || ScannedText.isWord(text.at(start - 1))) {
        continue;
      }
      int end = end(text, start);
      if (end > 0) {
        found.add(new PiiEntity(PiiType.IBAN_CODE, start, end, 0.99));
      }
    }
  }

  /** Behind the account number that starts at {@code start}, or -1. */
  private static int end(ScannedText text, int start) {
    char first = upper(text.at(start));
    char second = upper(text.at(start + 1));
    Integer length = LENGTHS.get("" + first + second);
    if (length == null) {
      return -1;
    }
    int remainder = 0;
    int taken = 0;
    int i = start + 2;
    StringBuilder account = new StringBuilder(length);
    while (taken < length - 2) {
      char c = text.at(i);
      if (ScannedText.isDigit(c) || ScannedText.isLatin(c)) {
        account.append(upper(c));
        taken++;
      } else if (!isSeparator(c) || isSeparator(text.at(i - 1))) {
        return -1;
      }
      i++;
    }
    if (ScannedText.isWord(text.at(i))) {
      return -1;
    }
    String rearranged = account.substring(2) + first + second + account.substring(0, 2);
    for (int j = 0; j < rearranged.length(); j++) {
      int value = Character.digit(rearranged.charAt(j), 36);
      remainder = (value < 10 ? remainder * 10 + value : remainder * 100 + value) % 97;
    }
    return remainder == 1 ? i : -1;
  }

  private static boolean isSeparator(char c) {
    return ScannedText.isBlank(c) || c == '-';
  }

  private static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }

  /** Lengths of the SWIFT IBAN registry. */
  private static Map<String, Integer> lengths() {
    String registry =
        """
        15 NO
        16 BE
        18 DK FI FO GL NL SD FK
        19 MK SI
        20 AT BA EE KZ LT LU XK MN
        21 CH HR LI LV
        22 BG BH CR DE GB GE IE ME RS VA
        23 AE GI IL IQ OM SO TL
        24 AD CZ ES MD PK RO SA SE SK TN VG
        25 LY PT ST
        26 IS TR
        27 BI DJ FR GR IT MC MR SM
        28 AL AZ BY CY DO GT HN HU LB NI PL SV
        29 BR EG PS QA UA
        30 JO KW MU YE
        31 MT SC
        32 LC
        33 RU
        """;
    Map<String, Integer> lengths = new HashMap<>();
    registry
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(
            line -> {
              for (int i = 1; i < line.length; i++) {
                lengths.put(line[i], Integer.valueOf(line[0]));
              }
            });
    return Map.copyOf(lengths);
  }
}
