package io.semanticrouter.cache.rules;

/**
 * A number with its unit.
 *
 * @param number as written
 * @param dimension what it measures, or null without a unit
 * @param amount in the dimension's base unit, or the number
 * @param firm false for numbers that may as well be left out ("one", "second", words of other
 *     languages): they explain a number of the other text and ask for none
 */
record Quantity(double number, String dimension, double amount, boolean firm) {
  private static final double TOLERANCE = 1e-4;

  boolean matches(Quantity other) {
    if (dimension == null || other.dimension == null || arePounds(other)) {
      return near(number, other.number);
    }
    return dimension.equals(other.dimension) && near(amount, other.amount);
  }

  /** Pounds are a mass or money. */
  private boolean arePounds(Quantity other) {
    return (dimension.equals(Units.MASS) && other.dimension.equals(Units.POUND_STERLING))
        || (dimension.equals(Units.POUND_STERLING) && other.dimension.equals(Units.MASS));
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
