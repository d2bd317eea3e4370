package io.semanticrouter.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The router as a developer starts it: no configuration, the demo backend behind it. */
@QuarkusTest
@TestProfile(DemoBackendTest.Development.class)
class DemoBackendTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  OtlpReceiver receiver;

  /** The dev profile, but for where the spans go. */
  public static class Development implements QuarkusTestProfile {
    @Override
    public String getConfigProfile() {
      return "dev";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.test-port", "0", "quarkus.management.test-port", "0");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Receiver.class));
    }
  }

  /** An OTLP receiver that the router is pointed at. */
  public static class Receiver implements QuarkusTestResourceLifecycleManager {
    private OtlpReceiver receiver;

    @Override
    public Map<String, String> start() {
      receiver = OtlpReceiver.start();
      return Map.of(
          "observability.tracing.exporter.type", "otlp",
          "observability.tracing.exporter.endpoint", "127.0.0.1:" + receiver.port(),
          "observability.tracing.exporter.batch.schedule_delay", "100ms");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(receiver, new TestInjector.MatchesType(OtlpReceiver.class));
    }

    @Override
    public void stop() {
      receiver.close();
    }
  }

  @BeforeEach
  void awaitDiscovery() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                given()
                    .get("/v1/models")
                    .then()
                    .statusCode(200)
                    .body("data.id", hasItem(DemoBackend.MODEL)));
  }

  private static Response ask(boolean stream) {
    return given()
        .contentType("application/json")
        // A caller of its own: the cache takes two such words for one word and a slip of the
        // finger.
        .header("x-user-id", RouterHarness.nonce())
        .body(
            "{\"model\":\"auto\",\"stream\":"
                + stream
                + ",\"stream_options\":{\"include_usage\":true},"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello "
                + RouterHarness.nonce()
                + "\"}]}")
        .post("/v1/chat/completions");
  }

  @Test
  void streamsTokenByTokenAndShowsTheEngineInTheTrace() {
    // When
    Response answer = ask(true);

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    String[] events = answer.asString().split("\n\n", -1);
    assertThat(events).hasSizeGreaterThan(40);
    assertThat(answer.asString()).contains("\"usage\":{").endsWith("data: [DONE]\n\n");
    String traceId = answer.header("traceresponse").split("-", -1)[1];
    TraceView trace = receiver.awaitTrace(traceId, SpanContract.names().size() + 1);
    SpanView engine = trace.span("llm_request");
    assertThat(engine.parentId()).isEqualTo(trace.span(TraceView.UPSTREAM).spanId());
    assertThat(service(engine)).isEqualTo(DemoBackend.NAME);
    assertThat(service(trace.root())).isEqualTo("vllm-semantic-router-dev");
  }

  private static String service(SpanView span) {
    return span.resource().get("service.name").getStringValue();
  }

  @Test
  void answersAsAWhole() {
    ask(false)
        .then()
        .statusCode(200)
        .header("x-vsr-destination-endpoint", DemoBackend.NAME)
        .body("object", equalTo("chat.completion"))
        .body("choices[0].finish_reason", equalTo("stop"))
        .body("usage.completion_tokens", equalTo(46));
  }
}
