package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.tracing.RouterSpans;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Metrics of requests whose trace is not kept. */
@QuarkusTest
@TestProfile(UnsampledMetricsTest.AsTheCallerSays.class)
class UnsampledMetricsTest extends RouterTestBase {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TestHTTPResource(value = "metrics", management = true)
  URL metrics;

  /** What is different from the router of the other tests. */
  public static class AsTheCallerSays implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("observability.tracing.sampling.type", "probabilistic");
    }
  }

  private static String streamed() {
    return Chats.of("auto", Chats.math()).replace("{\"model\"", "{\"stream\":true,\"model\"");
  }

  @Test
  void timesStagesAndNamesNoTrace() {
    // Given
    MetricsPage before = MetricsPage.get(metrics);
    Map<String, String> headers = keyedWith("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00");

    // When
    Answer answer = client.chat(streamed(), headers);

    // Then
    assertThat(answer.header("traceresponse").orElseThrow())
        .startsWith("00-" + TRACE)
        .endsWith("-00");
    String count = "llm_stage_latency_seconds_count";
    Awaitility.await("the end of the request")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                MetricsPage.get(metrics).value(count, "stage", "request.received")
                    > before.value(count, "stage", "request.received"));
    MetricsPage after = MetricsPage.get(metrics, MetricsPage.OPEN_METRICS);
    for (RouterSpans stage : RouterSpans.values()) {
      assertThat(
              after.value(count, "stage", stage.label())
                  - before.value(count, "stage", stage.label()))
          .as(stage.label())
          .isEqualTo(1);
    }
    // Nor does the client ask for token counts.
    String tokens = "llm_model_completion_tokens_total";
    assertThat(after.value(tokens) - before.value(tokens)).isEqualTo(3);
    assertThat(answer.text()).isEqualTo(String.join("", Reply.stream(3).events()));
    assertThat(after.text()).doesNotContain(TRACE);
  }
}
