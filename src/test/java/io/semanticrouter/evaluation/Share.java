package io.semanticrouter.evaluation;

import java.util.Locale;

/** How many of how many, with the 95 % confidence interval of Wilson's score. */
public record Share(int hits, int of) {
  private static final double Z = 1.96;

  public double value() {
    return of == 0 ? Double.NaN : hits / (double) of;
  }

  @Override
  public String toString() {
    if (of == 0) {
      return "-";
    }
    double p = value();
    double middle = (p + Z * Z / (2 * of)) / (1 + Z * Z / of);
    double half = Z / (1 + Z * Z / of) * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of));
    return String.format(
        Locale.ROOT, "%.3f (%.2f to %.2f, n %d)", p, middle - half, middle + half, of);
  }
}
