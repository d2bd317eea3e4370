package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenTelemetryKeysTest {

  private static Map<String, String> keys(String tracing) {
    return OpenTelemetryKeys.of(Configs.of("observability: {tracing: " + tracing + "}").load());
  }

  /** The keys as the framework reads them: escapes undone, lists split. */
  private static SmallRyeConfig read(Map<String, String> keys) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(keys, "test", 1))
        .build();
  }

  @Test
  void theDefaultsWriteToStandardOutput() {
    // When
    Map<String, String> keys = OpenTelemetryKeys.of(Configs.of(ConfigFile.none()).load());
    // Then
    assertThat(keys)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("quarkus.shutdown.timeout", "32000ms"),
                Map.entry("quarkus.http.limits.max-body-size", "10485760"),
                Map.entry("quarkus.otel.sdk.disabled", "false"),
                Map.entry("quarkus.otel.service.name", "vllm-semantic-router"),
                Map.entry(
                    "quarkus.otel.resource.attributes",
                    "service.version=v0.1.0,deployment.environment.name=production,"
                        + "deployment.environment=production"),
                Map.entry("quarkus.log.console.stderr", "true")));
  }

  @Test
  void logsKeepStandardOutputWhereSpansDoNotGoThere() {
    // When
    Map<String, String> keys = keys("{exporter: {type: otlp}}");
    // Then
    assertThat(keys).doesNotContainKey("quarkus.log.console.stderr");
  }

  @Test
  void disabledMeansNoSdk() {
    // When
    Map<String, String> keys = keys("{enabled: false}");
    // Then
    assertThat(keys)
        .containsEntry("quarkus.otel.sdk.disabled", "true")
        .doesNotContainKey("quarkus.log.console.stderr");
  }

  @Test
  void resourceAttributesReachTheFrameworkAsTheyAre() {
    // Given
    Map<String, String> keys =
        keys(
            "{resource: {service_name: 'a $b', service_version: '1=2 +', "
                + "deployment_environment: 'x\\y'}}");
    // When
    SmallRyeConfig config = read(keys);
    // Then
    assertThat(config.getValue("quarkus.otel.service.name", String.class)).isEqualTo("a $b");
    assertThat(config.getValues("quarkus.otel.resource.attributes", String.class))
        .containsExactly(
            "service.version=1=2 +",
            "deployment.environment.name=x\\y",
            "deployment.environment=x\\y");
  }
}
