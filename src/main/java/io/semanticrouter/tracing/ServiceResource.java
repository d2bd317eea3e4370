package io.semanticrouter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.ResourceConfiguration;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.semanticrouter.config.TracingConfig;

/** Who the spans say they come from. */
final class ServiceResource {
  static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  static final AttributeKey<String> SERVICE_VERSION = AttributeKey.stringKey("service.version");
  static final AttributeKey<String> ENVIRONMENT =
      AttributeKey.stringKey("deployment.environment.name");

  /** The name of {@link #ENVIRONMENT} before semantic conventions 1.27; some tools still ask it. */
  static final AttributeKey<String> ENVIRONMENT_OLD =
      AttributeKey.stringKey("deployment.environment");

  private ServiceResource() {}

  /**
   * The configured service, with what the operator sets in the OpenTelemetry way ({@code
   * OTEL_RESOURCE_ATTRIBUTES}, {@code quarkus.otel.resource.attributes}, {@code OTEL_SERVICE_NAME})
   * on top.
   *
   * @param applicationName the service name that Quarkus assumes when none is set
   */
  static Resource of(
      TracingConfig.Resource service, ConfigProperties properties, String applicationName) {
    Resource operator = ResourceConfiguration.createEnvironmentResource(properties);
    if (applicationName.equals(operator.getAttribute(SERVICE_NAME))) {
      operator = operator.toBuilder().removeIf(SERVICE_NAME::equals).build();
    }
    return of(service).merge(operator);
  }

  /** The configured service alone. */
  static Resource of(TracingConfig.Resource service) {
    return Resource.getDefault().toBuilder()
        .put(SERVICE_NAME, service.serviceName())
        .put(SERVICE_VERSION, service.serviceVersion())
        .put(ENVIRONMENT, service.deploymentEnvironment())
        .put(ENVIRONMENT_OLD, service.deploymentEnvironment())
        .build();
  }
}
