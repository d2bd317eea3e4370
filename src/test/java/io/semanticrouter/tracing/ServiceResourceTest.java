package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import io.semanticrouter.config.TracingConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceResourceTest {
  private static final TracingConfig.Resource SERVICE =
      new TracingConfig.Resource("vllm-router", "v0.1.0", "production");

  @Test
  void namesTheConfiguredService() {
    // Given: the service name that Quarkus puts there when nobody sets one
    Map<String, String> properties = Map.of("otel.service.name", "semantic-router");

    // When
    Resource resource = resource(properties);

    // Then
    assertThat(resource.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("service.name"), "vllm-router")
        .containsEntry(AttributeKey.stringKey("service.version"), "v0.1.0")
        .containsEntry(AttributeKey.stringKey("deployment.environment.name"), "production")
        .containsEntry(AttributeKey.stringKey("deployment.environment"), "production");
    assertThat(resource.getAttributes().asMap().keySet())
        .extracting(AttributeKey::getKey)
        .containsExactlyInAnyOrder(
            "service.name",
            "service.version",
            "deployment.environment.name",
            "deployment.environment",
            "telemetry.sdk.language",
            "telemetry.sdk.name",
            "telemetry.sdk.version");
  }

  @Test
  void letsTheOperatorOverrideInTheOpenTelemetryWay() {
    // Given
    Map<String, String> properties =
        Map.of(
            "otel.service.name",
            "other-name",
            "otel.resource.attributes",
            "k8s.pod.name=pod-1,service.version=v2");

    // When
    Resource resource = resource(properties);

    // Then
    assertThat(resource.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("service.name"), "other-name")
        .containsEntry(AttributeKey.stringKey("service.version"), "v2")
        .containsEntry(AttributeKey.stringKey("k8s.pod.name"), "pod-1");
  }

  private static Resource resource(Map<String, String> properties) {
    return ServiceResource.of(
        SERVICE, DefaultConfigProperties.createFromMap(properties), "semantic-router");
  }
}
