package io.semanticrouter.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Puts the service's name on every metric, so that a trace and a metric of one router are found by
 * the same name.
 */
@Singleton
final class ServiceLabel {
  /** {@code service.name} as Prometheus spells it. */
  static final String NAME = "service_name";

  private final String serviceName;
  private final TracingConfig.Resource service;

  /**
   * Takes the name that the traces have.
   *
   * @param serviceName the file's {@code observability.tracing.resource.service_name}, or what wins
   *     over it
   */
  @Inject
  ServiceLabel(
      RouterConfig config, @ConfigProperty(name = "telemetry.service.name") String serviceName) {
    this.serviceName = serviceName;
    this.service = config.tracing().resource();
  }

  String serviceName() {
    return serviceName;
  }

  /** For the meters of Micrometer, the framework's included. */
  @Produces
  @Singleton
  MeterFilter commonTag() {
    return MeterFilter.commonTags(List.of(Tag.of(NAME, serviceName)));
  }

  /**
   * The metric by which OpenTelemetry's specification of Prometheus compatibility tells a resource.
   */
  void register(@Observes StartupEvent event, MeterRegistry meters) {
    Gauge.builder("target_info", () -> 1)
        .description("The service that these metrics are of; always 1")
        .tags(
            Tags.of(
                "service_version",
                service.serviceVersion(),
                "deployment_environment_name",
                service.deploymentEnvironment()))
        .strongReference(true)
        .register(meters);
  }
}
