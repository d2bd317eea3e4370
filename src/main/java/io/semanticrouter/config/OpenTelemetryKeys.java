package io.semanticrouter.config;

import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.config.TracingConfig.ExporterType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the router's file says, in the run-time keys of Quarkus and its OpenTelemetry extension. */
final class OpenTelemetryKeys {

  private static final String TRACES = "quarkus.otel.exporter.otlp.traces.";
  private static final String BATCH = "quarkus.otel.bsp.";

  private OpenTelemetryKeys() {}

  static Map<String, String> of(RouterConfig config) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("quarkus.shutdown.timeout", milliseconds(config.server().shutdownDrain()));
    keys.put("quarkus.http.limits.max-body-size", String.valueOf(config.server().maxBodyBytes()));
    tracing(config.tracing(), keys);
    // A value that holds a dollar or a backslash is meant as it is.
    keys.replaceAll((_, value) -> value.replace("$", "\\$"));
    return keys;
  }

  private static void tracing(TracingConfig tracing, Map<String, String> keys) {
    keys.put("quarkus.otel.sdk.disabled", String.valueOf(!tracing.enabled()));
    TracingConfig.Resource resource = tracing.resource();
    keys.put("quarkus.otel.service.name", resource.serviceName());
    keys.put(
        "quarkus.otel.resource.attributes",
        "service.version="
            + listItem(resource.serviceVersion())
            + ",deployment.environment.name="
            + listItem(resource.deploymentEnvironment())
            // The name before semantic conventions 1.27; older dashboards ask for it.
            + ",deployment.environment="
            + listItem(resource.deploymentEnvironment()));
    batch(tracing.exporter().batch(), keys);
    if (tracing.exporter().type() == ExporterType.OTLP) {
      otlp(tracing.exporter(), keys);
    } else {
      // Blank, not empty: an empty value is no value and would bring back the default endpoint.
      keys.put(TRACES + "endpoint", " ");
      if (tracing.enabled()) {
        // Spans go to standard output, so that the two can be piped apart.
        keys.put("quarkus.log.console.stderr", "true");
      }
    }
  }

  private static void otlp(Exporter exporter, Map<String, String> keys) {
    keys.put(TRACES + "endpoint", url(exporter));
    keys.put(TRACES + "protocol", exporter.protocol());
    keys.put(TRACES + "timeout", milliseconds(exporter.timeout()));
    keys.put(TRACES + "compression", exporter.compression());
    if (!exporter.headers().isEmpty()) {
      keys.put(
          TRACES + "headers",
          exporter.headers().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(header -> header.getKey() + "=" + listItem(header.getValue()))
              .collect(Collectors.joining(",")));
    }
  }

  /** {@code http://host:port}, or {@code https://} when TLS is asked for. */
  static String url(Exporter exporter) {
    String endpoint = exporter.endpoint();
    if (endpoint.startsWith("http://") || endpoint.startsWith("https://")) {
      return endpoint;
    }
    return (exporter.insecure() ? "http://" : "https://") + endpoint;
  }

  private static void batch(Batch batch, Map<String, String> keys) {
    keys.put(BATCH + "schedule.delay", milliseconds(batch.scheduleDelay()));
    keys.put(BATCH + "max.queue.size", String.valueOf(batch.maxQueueSize()));
    keys.put(BATCH + "max.export.batch.size", String.valueOf(batch.maxExportBatchSize()));
    keys.put(BATCH + "export.timeout", milliseconds(batch.exportTimeout()));
  }

  private static String milliseconds(Duration duration) {
    return duration.toMillis() + "ms";
  }

  /** An item of a comma-separated list, by the escapes of MicroProfile Config. */
  private static String listItem(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,");
  }
}
