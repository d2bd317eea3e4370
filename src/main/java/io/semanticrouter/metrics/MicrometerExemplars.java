package io.semanticrouter.metrics;

import io.prometheus.client.exemplars.ExemplarSampler;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;

/**
 * Takes the place of the framework's sampler, which looks for a span on the thread with every
 * count. This router has none there: {@link LatencyHistogram} is told its span.
 */
final class MicrometerExemplars {
  MicrometerExemplars() {}

  @Produces
  @Alternative
  @Priority(1)
  static Optional<ExemplarSampler> none() {
    return Optional.empty();
  }
}
