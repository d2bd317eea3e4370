package io.semanticrouter.config;

import io.semanticrouter.config.TracingConfig.ExporterType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the router's file says, in the run-time keys of Quarkus and its OpenTelemetry extension. */
final class OpenTelemetryKeys {

  /** Requests are cut at the end of the drain; this is what it may take until they have ended. */
  private static final Duration AFTER_THE_DRAIN = Duration.ofSeconds(2);

  private OpenTelemetryKeys() {}

  static Map<String, String> of(RouterConfig config) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put(
        "quarkus.shutdown.timeout",
        milliseconds(config.server().shutdownDrain().plus(AFTER_THE_DRAIN)));
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
    if (tracing.enabled() && tracing.exporter().type() == ExporterType.STDOUT) {
      // Spans go to standard output, so that the two can be piped apart.
      keys.put("quarkus.log.console.stderr", "true");
    }
  }

  private static String milliseconds(Duration duration) {
    return duration.toMillis() + "ms";
  }

  /** An item of a comma-separated list, by the escapes of MicroProfile Config. */
  private static String listItem(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,");
  }
}
