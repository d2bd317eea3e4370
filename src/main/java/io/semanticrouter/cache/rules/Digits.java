package io.semanticrouter.cache.rules;

import java.util.regex.Pattern;

/**
 * A number in digits.
 *
 * @param text as written, without the commas of thousands and with a point for any other comma
 */
record Digits(String text) {
  private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
  private static final Pattern MAYBE_VERSION = Pattern.compile("\\d+\\.\\d*0");

  /** A double holds any number of so many digits. */
  private static final int MOST_DIGITS = 15;

  /** "1,000" is a thousand, "1,5" one and a half. */
  static Digits of(String written) {
    boolean grouped = GROUPED.matcher(written).matches();
    return new Digits(grouped ? written.replace(",", "") : written.replace(',', '.'));
  }

  /** False for "1.2.3", "2:05:10" and card numbers: a double would make others equal to them. */
  boolean isNumber() {
    long digits = text.chars().filter(Character::isDigit).count();
    return digits <= MOST_DIGITS && text.length() - digits < 2;
  }

  boolean isClock() {
    return text.indexOf(':') > 0;
  }

  /** As a number 3.10 is 3.1, as a version it is not. */
  boolean mayBeVersion() {
    return MAYBE_VERSION.matcher(text).matches();
  }

  /** Of a number without a colon. */
  double value() {
    return Double.parseDouble(text);
  }
}
