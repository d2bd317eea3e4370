package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.TraceView;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An endpoint that fails gets no requests, and everybody can see why. */
class EndpointHealthIT extends PackagedTestBase {
  private static String get(PackagedRouter router, String path) {
    return router.management().send("GET", path, Map.of(), new byte[0]).text();
  }

  @Test
  void ejectsAnEndpointThatRefuses() {
    // Given
    String yaml =
        harness
            .configFile()
            .replace("consecutive_failures: 1000", "consecutive_failures: 2, for: 1h");
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      for (int i = 0; i < 2; i++) {
        assertThat(ask(router).status()).isEqualTo(200);
      }

      // When
      Answer answer = ask(router);

      // Then
      assertThat(answer.status()).isEqualTo(200);
      TraceView trace = harness.receiver().awaitTrace(answer.traceId());
      assertThat(trace.span(TraceView.BACKEND).value("backend.excluded").toString())
          .contains("refusing: ejected");
      assertThat(get(router, "/q/health/ready"))
          .contains("\"refusing\": \"ejected\"")
          .contains("\"beta\": \"fit\"");
      MetricsPage metrics = MetricsPage.parse(get(router, "/q/metrics"));
      assertThat(metrics.value("llm_endpoint_healthy", "endpoint", "refusing")).isZero();
      assertThat(metrics.value("llm_endpoint_healthy", "endpoint", "beta")).isEqualTo(1);
      assertThat(router.stderr() + router.stdout())
          .contains("Endpoint refusing failed 2 times in a row");
    }
  }

  @Test
  void sendsNothingToAnEndpointThatHealthChecksCallUnhealthy() {
    // Given
    String yaml =
        harness
            .configFile()
            .replace(
                "health_check: {enabled: false}",
                "health_check: {interval: 50ms, timeout: 1s, unhealthy_after: 1}");
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      Awaitility.await("a failed check")
          .atMost(Duration.ofSeconds(20))
          .until(() -> get(router, "/q/health/ready").contains("\"refusing\": \"unhealthy\""));

      // When
      Answer answer =
          router.client().chat(Chats.of("stranded", Chats.smallTalk()), Map.of("x-user-id", "u"));

      // Then
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("no_healthy_backend");
    }
  }

  @Test
  void anEndpointThatIsFullGetsNoMore() throws IOException {
    // Given
    String key = RouterHarness.nonce();
    Map<String, String> headers = Map.of(FakeVllm.KEY_HEADER, key, "x-user-id", key);
    CountDownLatch gate = new CountDownLatch(1);
    harness.alpha().on(key, Reply.stream(3).heldAfter(1, gate));
    String yaml =
        harness
            .configFile()
            .replace(
                "upstream:\n",
                "upstream:\n  max_in_flight_per_endpoint: 1\n  queue: {max_size: 0}\n");
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of());
        RouterClient.Call open =
            router.client().openChat(Chats.streamed("general", Chats.smallTalk()), headers)) {
      open.next();

      // When
      Answer answer = router.client().chat(Chats.of("general", Chats.smallTalk()), headers);

      // Then
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains("\"overloaded\"");
      assertThat(answer.header("retry-after")).isPresent();

      // When
      gate.countDown();
      open.readAll();

      // Then
      assertThat(router.client().chat(Chats.of("general", Chats.smallTalk()), headers).status())
          .isEqualTo(200);
    }
  }

  private static Answer ask(PackagedRouter router) {
    return router.client().chat(Chats.of("code-large", Chats.code()), Map.of());
  }
}
