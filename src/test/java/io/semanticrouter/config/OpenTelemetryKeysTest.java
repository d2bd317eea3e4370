package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenTelemetryKeysTest {

  private static final String TRACES = "quarkus.otel.exporter.otlp.traces.";

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
                Map.entry("quarkus.shutdown.timeout", "30000ms"),
                Map.entry("quarkus.http.limits.max-body-size", "10485760"),
                Map.entry("quarkus.otel.sdk.disabled", "false"),
                Map.entry("quarkus.otel.service.name", "vllm-semantic-router"),
                Map.entry(
                    "quarkus.otel.resource.attributes",
                    "service.version=v0.1.0,deployment.environment.name=production,"
                        + "deployment.environment=production"),
                Map.entry("quarkus.otel.bsp.schedule.delay", "5000ms"),
                Map.entry("quarkus.otel.bsp.max.queue.size", "2048"),
                Map.entry("quarkus.otel.bsp.max.export.batch.size", "512"),
                Map.entry("quarkus.otel.bsp.export.timeout", "30000ms"),
                Map.entry(TRACES + "endpoint", " "),
                Map.entry("quarkus.log.console.stderr", "true")));
  }

  @Test
  void aBlankEndpointIsAValueForTheFramework() {
    // When
    SmallRyeConfig config = read(keys("{exporter: {type: stdout}}"));
    // Then it does not fall back to the default endpoint
    assertThat(config.getOptionalValue(TRACES + "endpoint", String.class)).contains(" ");
  }

  @Test
  void otlpIsTranslated() {
    // When
    Map<String, String> keys =
        keys(
            """
            {exporter: {type: otlp, endpoint: "jaeger:4317", timeout: 3s, compression: gzip,
              batch: {max_queue_size: 100, max_export_batch_size: 10, schedule_delay: 300ms,
                      export_timeout: 1m}}}
            """);
    // Then
    assertThat(keys)
        .containsEntry(TRACES + "endpoint", "http://jaeger:4317")
        .containsEntry(TRACES + "protocol", "grpc")
        .containsEntry(TRACES + "timeout", "3000ms")
        .containsEntry(TRACES + "compression", "gzip")
        .containsEntry("quarkus.otel.bsp.max.queue.size", "100")
        .containsEntry("quarkus.otel.bsp.max.export.batch.size", "10")
        .containsEntry("quarkus.otel.bsp.schedule.delay", "300ms")
        .containsEntry("quarkus.otel.bsp.export.timeout", "60000ms")
        .doesNotContainKeys(TRACES + "headers", "quarkus.log.console.stderr");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: otlp}                                        | http://localhost:4317
          {type: otlp, protocol: http/protobuf}               | http://localhost:4318
          {type: otlp, endpoint: 'c:1', insecure: false}      | https://c:1
          {type: otlp, endpoint: '[::1]:4317'}                | http://[::1]:4317
          {type: otlp, endpoint: 'https://c/otlp'}            | https://c/otlp
          {type: otlp, endpoint: 'http://c:1'}                | http://c:1
          """)
  void theEndpointBecomesAUrl(String exporter, String url) {
    // When
    Map<String, String> keys = keys("{exporter: " + exporter + "}");
    // Then
    assertThat(keys).containsEntry(TRACES + "endpoint", url);
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
  void headersReachTheFrameworkAsTheyAre() {
    // Given commas, dollars and backslashes
    Map<String, String> keys =
        keys("{exporter: {type: otlp, headers: {x-a: 'a,b=c', x-b: '$5 \\d'}}}");
    // When
    List<String> headers = read(keys).getValues(TRACES + "headers", String.class);
    // Then
    assertThat(headers).containsExactly("x-a=a,b=c", "x-b=$5 \\d");
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
