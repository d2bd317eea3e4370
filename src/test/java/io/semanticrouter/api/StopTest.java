package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanView;
import jakarta.inject.Inject;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests that outlast the drain of a stop before any backend is asked. */
@QuarkusTest
@TestProfile(StopTest.ShortDrain.class)
class StopTest extends RouterTestBase {
  @Inject MeterRegistry meters;
  @Inject RunningRequests running;

  /** What is different from the router of the other tests. */
  public static class ShortDrain implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("server.shutdown_drain", "100ms", "server.body_timeout", "10m");
    }
  }

  @Test
  void aRequestWhoseBodyIsStillReadIsA503() throws Exception {
    // Given
    try (RouterClient.Call call = client.openChat("{", keyedWith("content-length", "1000"))) {
      Awaitility.await("the request to be here")
          .ignoreExceptions() // the gauge comes with the first request
          .until(() -> meters.get("llm_requests_in_flight").gauge().value() == 1);

      // When
      running.stop(new ShutdownDelayInitiatedEvent());

      // Then
      Answer answer = call.readAll();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("\"code\":\"shutting_down\"");
      assertThat(answer.header("connection")).contains("close");
      SpanView root = traceOf(answer).root();
      assertThat(root.status()).isEqualTo("ERROR");
      assertThat(root.value("error.type")).isEqualTo("shutdown");
      assertThat(root.value("http.response.status_code")).isEqualTo(503L);
      assertThat(
              meters
                  .get("llm_request_errors")
                  .tags("model", "none", "reason", "shutdown")
                  .counter()
                  .count())
          .isEqualTo(1);
    }
  }
}
