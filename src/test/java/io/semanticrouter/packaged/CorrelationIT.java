package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient.Answer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A log line, a metric and a trace of one request find each other. */
class CorrelationIT extends PackagedTestBase {
  private static final String LINE = "Endpoint refusing failed";

  private String yaml() {
    return harness.configFile().replace("consecutive_failures: 1000", "consecutive_failures: 1");
  }

  private static Answer fail(PackagedRouter router) {
    return router
        .client()
        .chat(Chats.of("stranded", Chats.smallTalk()), Map.of("x-request-id", "req-1"));
  }

  private static String line(PackagedRouter router) {
    return (router.stdout() + router.stderr())
        .lines()
        .filter(line -> line.contains(LINE))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void linesNameTheirRequestTraceAndService() throws IOException {
    try (PackagedRouter router = PackagedRouter.start(yaml(), Map.of())) {
      // When
      Answer answer = fail(router);

      // Then
      JsonNode line = new ObjectMapper().readTree(line(router));
      assertThat(line.at("/mdc/requestId").asText()).isEqualTo("req-1");
      assertThat(line.at("/mdc/traceId").asText()).isEqualTo(answer.traceId());
      assertThat(line.at("/mdc/spanId").asText()).isEqualTo(answer.rootSpanId());
      assertThat(line.get("service.name").asText()).isEqualTo("router-under-test");
    }
  }

  @Test
  void linesThatAreNotJsonNameThemToo() {
    Map<String, String> plain = Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
    try (PackagedRouter router = PackagedRouter.start(yaml(), plain)) {
      // When
      Answer answer = fail(router);

      // Then
      assertThat(line(router))
          .endsWith(" req-1 %s %s".formatted(answer.traceId(), answer.rootSpanId()));
    }
  }

  @Test
  void metricsNameTheTraceAndTheService() throws IOException {
    Map<String, String> renamed = Map.of("OTEL_SERVICE_NAME", "renamed");
    try (PackagedRouter router = PackagedRouter.start(yaml(), renamed)) {
      // When
      Answer answer =
          router.client().chat(Chats.of("general", Chats.smallTalk()), Map.of("x-user-id", "u"));

      // Then
      String service =
          harness
              .receiver()
              .awaitTrace(answer.traceId())
              .root()
              .resource()
              .get("service.name")
              .getStringValue();
      MetricsPage page =
          MetricsPage.parse(
              router
                  .management()
                  .send(
                      "GET", "/q/metrics", Map.of("accept", MetricsPage.OPEN_METRICS), new byte[0])
                  .text());
      assertThat(
              page.exemplarOf("llm_model_completion_latency_seconds_bucket", answer.traceId())
                  .orElseThrow()
                  .labels())
          .containsEntry("service_name", service);
      assertThat(page.value("target_info", "service_name", service)).isEqualTo(1);
      fail(router);
      assertThat(new ObjectMapper().readTree(line(router)).get("service.name").asText())
          .isEqualTo(service);
    }
  }
}
