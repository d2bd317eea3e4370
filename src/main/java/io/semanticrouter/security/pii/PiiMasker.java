package io.semanticrouter.security.pii;

import java.util.Comparator;
import java.util.List;

/**
 * Hides personal data in a text that somebody shall still read.
 *
 * <p>A masked text names the type in place of the value: {@code Call [PHONE_NUMBER]}. A masked
 * value keeps its form, so that its owner knows it again, and shows at most its last four digits:
 * {@code ****-****-****-1234}, {@code ***-**-6789}, {@code j***@e***.com}. IP addresses, dates and
 * types without a structure show nothing.
 */
public final class PiiMasker {
  private static final String HIDDEN = "***";

  private PiiMasker() {}

  /** {@code text} with {@code [TYPE]} in place of each entity; overlapping ones become one. */
  public static String maskText(String text, List<PiiEntity> entities) {
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    List<PiiEntity> sorted =
        entities.stream().sorted(Comparator.comparingInt(PiiEntity::start)).toList();
    for (PiiEntity entity : sorted) {
      if (entity.start() >= done) {
        masked.append(text, done, entity.start()).append('[').append(entity.type()).append(']');
      }
      done = Math.max(done, entity.end());
    }
    return masked.append(text, done, text.length()).toString();
  }

  /** The entity's value with most of it hidden. */
  public static String maskValue(String text, PiiEntity entity) {
    String value = text.substring(entity.start(), entity.end());
    return switch (entity.type()) {
      case EMAIL_ADDRESS -> maskEmail(value);
      case DOMAIN_NAME -> maskHost(value);
      case CREDIT_CARD, IBAN_CODE, US_SSN -> keepLastDigits(value, 4);
      case PHONE_NUMBER, US_DRIVER_LICENSE -> keepLastDigits(value, digits(value) >= 9 ? 4 : 2);
      case IP_ADDRESS, DATE_TIME, ZIP_CODE -> keepLastDigits(value, 0);
      default -> HIDDEN;
    };
  }

  private static String maskEmail(String value) {
    int at = value.lastIndexOf('@');
    return at < 0 ? HIDDEN : first(value) + HIDDEN + '@' + maskHost(value.substring(at + 1));
  }

  private static String maskHost(String host) {
    int dot = host.lastIndexOf('.');
    return dot < 0 ? HIDDEN : first(host) + HIDDEN + host.substring(dot);
  }

  private static String first(String value) {
    return value.substring(0, value.offsetByCodePoints(0, 1));
  }

  private static String keepLastDigits(String value, int kept) {
    int hide = digits(value) - kept;
    StringBuilder masked = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean digit = ScannedText.isDigit(c);
      boolean hidden = digit ? hide > 0 : ScannedText.isWord(c);
      masked.append(hidden ? '*' : c);
      hide -= digit ? 1 : 0;
    }
    return masked.toString();
  }

  private static int digits(String value) {
    return (int) value.chars().filter(c -> ScannedText.isDigit((char) c)).count();
  }
}
