package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterHarness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The policy {@code vllm_load} between a real vLLM, which others keep busy beside the router, and
 * an endpoint that says nothing of its load. The vLLM listens on the port of 127.0.0.1 that {@value
 * #PORT} names, and serves {@value #MODEL}.
 */
@EnabledIfEnvironmentVariable(named = VllmLoadIT.PORT, matches = "\\d+")
class VllmLoadIT {
  static final String PORT = "REAL_VLLM_PORT";
  private static final String MODEL = "tiny";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern RUNNING =
      Pattern.compile("(?m)^vllm:num_requests_running\\S* ([0-9.]+)");
  private static final int BUSY_STREAMS = 8;

  private static int vllm;
  private static FakeVllm quiet;
  private static PackagedRouter router;

  @BeforeAll
  static void start() {
    vllm = Integer.parseInt(System.getenv(PORT));
    quiet = FakeVllm.start(MODEL);
    router =
        PackagedRouter.start(
            """
            vllm_endpoints:
              - {name: vllm, address: 127.0.0.1, port: %d}
              - {name: quiet, address: 127.0.0.1, port: %d}
            model_config: {%s: {preferred_endpoints: [vllm, quiet]}}
            default_model: %s
            load_balancing: {policy: vllm_load}
            semantic_cache: {enabled: false}
            encoder: {enabled: false}
            observability: {tracing: {enabled: false}}
            """
                .formatted(vllm, quiet.port(), MODEL, MODEL),
            Map.of());
  }

  @AfterAll
  static void stop() {
    router.close();
    quiet.close();
  }

  /** Where a short request goes. */
  private static String destination() {
    RouterClient.Answer answer =
        router.client().chat(request(2, false), Map.of("x-user-id", RouterHarness.nonce()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.header("x-vsr-destination-endpoint").orElseThrow();
  }

  private static String request(int tokens, boolean stream) {
    return Chats.of(MODEL, Chats.smallTalk())
        .replace(
            "{\"model\"",
            "{\"stream\":%s,\"ignore_eos\":true,\"max_tokens\":%d,\"model\""
                .formatted(stream, tokens));
  }

  private static double running() {
    String metrics =
        new RouterClient("127.0.0.1", vllm).send("GET", "/metrics", Map.of(), new byte[0]).text();
    Matcher running = RUNNING.matcher(metrics);
    assertThat(running.find()).as("a vLLM that tells its load").isTrue();
    return Double.parseDouble(running.group(1));
  }

  /** Until so many requests in a row have gone to one endpoint. */
  private static void awaitAllTo(String endpoint) {
    Awaitility.await("ten requests in a row to " + endpoint)
        .atMost(PATIENCE)
        .until(
            () -> {
              for (int i = 0; i < 10; i++) {
                if (!destination().equals(endpoint)) {
                  return false;
                }
              }
              return true;
            });
  }

  @Test
  void requestsGoWhereTheLoadIsNot() throws IOException {
    // Given streams that others than the router have opened at the vLLM
    RouterClient beside = new RouterClient("127.0.0.1", vllm);
    List<RouterClient.Call> busy = new ArrayList<>();
    for (int i = 0; i < BUSY_STREAMS; i++) {
      busy.add(beside.openChat(request(3_000, true), Map.of()));
      busy.getLast().next();
    }
    Awaitility.await("a busy vLLM").atMost(PATIENCE).until(() -> running() >= BUSY_STREAMS / 2);

    // Then the router, which has none there, keeps away
    awaitAllTo("quiet");

    // When the load is on the other side
    for (RouterClient.Call call : busy) {
      call.close();
    }
    Awaitility.await("an idle vLLM").atMost(PATIENCE).until(() -> running() == 0);
    CountDownLatch gate = new CountDownLatch(1);
    try (RouterClient.Call held = holdAtQuiet(gate)) {
      assertThat(held).isNotNull();

      // Then
      awaitAllTo("vllm");
      gate.countDown();
    }
  }

  /** Two that are idle are equal: asks until it is the one that says nothing of its load. */
  private static RouterClient.Call holdAtQuiet(CountDownLatch gate) throws IOException {
    for (; ; ) {
      String key = RouterHarness.nonce();
      quiet.on(key, Reply.stream(2).heldAfter(1, gate));
      RouterClient.Call call = router.client().openChat(request(2, true), Chats.key(key));
      if (call.head().header("x-vsr-destination-endpoint").orElseThrow().equals("quiet")) {
        return call;
      }
      call.readAll();
      call.close();
    }
  }
}
