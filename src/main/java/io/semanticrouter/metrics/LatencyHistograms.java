package io.semanticrouter.metrics;

import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes histograms and shows them to Prometheus. */
@Singleton
final class LatencyHistograms {
  private final CollectorRegistry registry;
  private final String serviceName;

  @Inject
  LatencyHistograms(CollectorRegistry registry, ServiceLabel service) {
    this(registry, service.serviceName());
  }

  LatencyHistograms(CollectorRegistry registry, String serviceName) {
    this.registry = registry;
    this.serviceName = serviceName;
  }

  /** One for all: the framework's own producer makes a registry for each who asks. */
  @Produces
  @Singleton
  static CollectorRegistry collectors() {
    return new CollectorRegistry(true);
  }

  /**
   * Makes a histogram.
   *
   * @param name as Prometheus shows it, ending in {@code _seconds}
   * @param label whose values tell its series apart, or null where there is one series alone
   * @param bounds upper bounds of its buckets in seconds, in ascending order
   */
  LatencyHistogram of(String name, String help, String label, double... bounds) {
    return new LatencyHistogram(name, help, serviceName, label, bounds).register(registry);
  }
}
