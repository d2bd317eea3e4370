package io.semanticrouter.config;

import java.util.Map;

/**
 * How personal data is looked for.
 *
 * @param threshold 0..1; what is less certain does not count
 * @param thresholds of single types, over the common one
 */
public record PiiDetection(boolean enabled, double threshold, Map<PiiType, Double> thresholds) {
  /**
   * The least confidence that counts for a type, 0..1. What is set for {@code GPE} counts for
   * {@code LOCATION} too, which is all that the encoder knows of places.
   */
  public double threshold(PiiType type) {
    Double own = thresholds.get(type);
    if (own == null && type == PiiType.LOCATION) {
      own = thresholds.get(PiiType.GPE);
    }
    return own == null ? threshold : own;
  }
}
