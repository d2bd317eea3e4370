package io.semanticrouter.cache.rules;

/**
 * A number with its unit.
 *
 * @param number as written, or not a number for a {@link #literal}
 * @param dimension what it measures, or null without a unit
 * @param amount in the dimension's base unit, or the number
 * @param firm false for numbers that may as well be left out ("one", "second", words of other
 *     languages): they explain a number of the other text and ask for none
 */
record Quantity(double number, String dimension, double amount, boolean firm) {
  /** Of amounts in different units: people round what they convert, 5 miles to 8.047 km. */
  private static final double CONVERTED = 1e-4;

  /** Units of one dimension have factors much farther apart than this. */
  private static final double SAME_UNIT = 1e-9;

  /**
   * Last places lost on the way, as in 1.1 million; whole numbers of 15 digits are farther apart.
   */
  private static final double EXACT = 5e-16;

  /**
   * What a double does not tell apart, such as versions and long whole numbers. Only the same text
   * matches it: its number is none, which is near to nothing, and its text is its dimension.
   */
  static Quantity literal(String text) {
    return new Quantity(Double.NaN, text, Double.NaN, true);
  }

  boolean matches(Quantity other) {
    if (Double.isNaN(number)) {
      return dimension.equals(other.dimension);
    }
    if (dimension == null || other.dimension == null || arePounds(other)) {
      return near(number, other.number, EXACT);
    }
    return dimension.equals(other.dimension)
        && near(amount, other.amount, isOfUnit(other) ? EXACT : CONVERTED);
  }

  private boolean isOfUnit(Quantity other) {
    return near(number * other.amount, other.number * amount, SAME_UNIT);
  }

  /** Pounds are a mass or money. */
  private boolean arePounds(Quantity other) {
    return (dimension.equals(Units.MASS) && other.dimension.equals(Units.POUND_STERLING))
        || (dimension.equals(Units.POUND_STERLING) && other.dimension.equals(Units.MASS));
  }

  private static boolean near(double a, double b, double tolerance) {
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
}
