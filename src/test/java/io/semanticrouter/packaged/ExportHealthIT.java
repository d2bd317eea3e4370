package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * How the export is doing, as an operator sees it: metrics, health and log of the packaged router.
 */
class ExportHealthIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String EXPORTED = "otel_sdk_exporter_span_exported_total";

  @Test
  void aCollectorThatIsAwayAndComesBack() {
    // Given
    ClosedPort closed = ClosedPort.hold();
    int port = closed.port();
    try (PackagedRouter router = PackagedRouter.start(config(port), Map.of())) {

      // When nobody listens
      router.client().chat(Chats.unknownModel(), Chats.NO_HEADERS);
      Awaitility.await("lost spans")
          .atMost(PATIENCE)
          .until(() -> metric(router, EXPORTED, "error_type=\"connect_error\"") > 0);

      // Then
      JsonObject failing = health(router, "/q/health");
      assertThat(failing.getString("otlp_grpc_span_exporter/0.state")).isEqualTo("failing");
      assertThat(failing.getString("otlp_grpc_span_exporter/0.cause")).contains("refused");
      assertThat(ready(router)).isEqualTo(200);
      assertThat(router.stdout() + router.stderr())
          .containsOnlyOnce("Failed to export spans: ")
          .contains("(collector http://localhost:" + port + ", ");
      assertThat(metric(router, "otel_sdk_processor_span_queue_capacity", "")).isEqualTo(2048);
      assertThat(metric(router, "otel_sdk_processor_span_processed_total", "queue_full")).isZero();

      // When it is there
      closed.close();
      try (OtlpReceiver receiver = OtlpReceiver.start(port)) {
        Awaitility.await("spans")
            .atMost(PATIENCE)
            .until(
                () -> {
                  router.client().chat(Chats.unknownModel(), Chats.NO_HEADERS);
                  return !receiver.spans().isEmpty();
                });
        Awaitility.await("their count")
            .atMost(PATIENCE)
            .until(() -> metric(router, EXPORTED, "error_type=\"\"") > 0);
      }

      // Then
      assertThat(health(router, "/q/health").getString("otlp_grpc_span_exporter/0.state"))
          .isEqualTo("exporting");
      assertThat(router.stdout() + router.stderr()).contains("Spans are exported again");
    }
  }

  private static String config(int port) {
    return """
    observability:
      tracing:
        exporter:
          type: otlp
          endpoint: "localhost:%d"
          timeout: 3s
          batch: {schedule_delay: 100ms}
    """
        .formatted(port);
  }

  private static int ready(PackagedRouter router) {
    return get(router, "/q/health/ready").status();
  }

  private static JsonObject health(PackagedRouter router, String path) {
    JsonObject health = new JsonObject(get(router, path).text());
    return health.getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals("span export"))
        .filter(check -> check.getString("status").equals("UP"))
        .findFirst()
        .orElseThrow()
        .getJsonObject("data");
  }

  /** Of the samples whose labels hold this text the sum. */
  private static double metric(PackagedRouter router, String name, String label) {
    return get(router, "/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Answer get(PackagedRouter router, String path) {
    return router.management().send("GET", path, Map.of(), new byte[0]);
  }
}
