package io.semanticrouter.routing;

/**
 * How the chosen model is told to reason.
 *
 * @param enabled whether it reasons at all
 * @param effort {@code low}, {@code medium} or {@code high}; null where it does not reason
 */
public record Reasoning(boolean enabled, String effort) {
  static final Reasoning OFF = new Reasoning(false, null);
}
