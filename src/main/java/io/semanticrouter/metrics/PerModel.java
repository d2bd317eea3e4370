package io.semanticrouter.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Meters of each model, made once. Only names of the configuration and of the backends are asked
 * for, and as a backend may tell what it likes, there is an end to them. Safe for any thread.
 */
final class PerModel<T> {
  /** Models with meters of their own. */
  static final int MOST = 256;

  /** In the place of the name of all others. */
  static final String OTHER = "other";

  private final Function<String, T> make;
  private final Map<String, T> meters = new ConcurrentHashMap<>();

  PerModel(Function<String, T> make) {
    this.make = make;
  }

  T of(String model) {
    T known = meters.get(model);
    if (known != null) {
      return known;
    }
    return meters.computeIfAbsent(meters.size() < MOST ? model : OTHER, make);
  }
}
