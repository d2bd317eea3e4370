package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.tracing.RouterSpans;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Metrics without any tracing. */
@QuarkusTest
@TestProfile(UntracedMetricsTest.Untraced.class)
class UntracedMetricsTest extends RouterTestBase {
  @TestHTTPResource(value = "metrics", management = true)
  URL metrics;

  /** What is different from the router of the other tests. */
  public static class Untraced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("observability.tracing.enabled", "false");
    }
  }

  @Test
  void measuresAllTheSame() {
    // When
    Answer answer = client.chat(Chats.streamed("auto", Chats.math()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("traceresponse")).isEmpty();
    String stages = "llm_stage_latency_seconds_count";
    Awaitility.await("the end of the request")
        .atMost(Duration.ofSeconds(60))
        .until(() -> MetricsPage.get(metrics).value(stages, "stage", "request.received") == 1);
    MetricsPage page = MetricsPage.get(metrics, MetricsPage.OPEN_METRICS);
    for (RouterSpans stage : RouterSpans.values()) {
      assertThat(page.value(stages, "stage", stage.label())).as(stage.label()).isEqualTo(1);
    }
    assertThat(page.value("llm_model_requests_total", "model", "math-large")).isEqualTo(1);
    assertThat(page.value("llm_model_ttft_seconds_count", "model", "math-large")).isEqualTo(1);
    assertThat(page.value("llm_model_completion_tokens_total", "model", "math-large")).isPositive();
    assertThat(page.value("target_info", "service_name", "router-under-test")).isEqualTo(1);
    assertThat(page.text()).doesNotContain("trace_id");
  }
}
