package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Footprint;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * One packaged router that outlives all faults of a class. After each it has to answer as before,
 * and to hold no more connections, files and threads than it did at rest.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultsTestBase {
  private static final int AT_ONCE = 16;

  RouterHarness harness;
  PackagedRouter router;
  Footprint atRest;

  /** When each request was asked: how many may be tried again depends on how many there were. */
  private final Queue<Long> asked = new ConcurrentLinkedQueue<>();

  /** A key that no other test uses: names its script and its caller. */
  String key;

  /** Endpoints and models beside those of {@link RouterHarness}; both in the file's form. */
  record More(String endpoints, String models) {
    static final More NONE = new More("", "");
  }

  More more() {
    return More.NONE;
  }

  @BeforeAll
  void startRouter() {
    harness = RouterHarness.start();
    router = PackagedRouter.start(config(), Map.of());
    key = RouterHarness.nonce();
    warmUp();
    hangUp();
    atRest = Footprint.of(router.pid());
  }

  private String config() {
    More more = more();
    return harness
        .configFile()
        .replace("vllm_endpoints:\n", "vllm_endpoints:\n" + more.endpoints())
        .replace("model_config:\n", "model_config:\n" + more.models())
        .replace(
            "consecutive_failures: 1000, failure_ratio: 0", "consecutive_failures: 3, for: 200ms");
  }

  /** Everything that is made once and kept is there afterwards, on each event loop. */
  private void warmUp() {
    harness.alpha().on(key, Reply.stream(3).cutAfter(1));
    atOnce(64, i -> client().chat(Chats.of("general", Chats.smallTalk()), Map.of()));
    atOnce(64, i -> readUntilBroken("general"));
    atOnce(64, i -> client().chat(Chats.of("code-large", Chats.code()), Map.of()));
  }

  @BeforeEach
  void nameTheTest() {
    key = RouterHarness.nonce();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(ask("general").status()).as("the router answers as before").isEqualTo(200);
    hangUp();
    atRest.awaitAgain(router.pid());
  }

  @AfterAll
  void stopRouter() {
    int exitCode = router.stop();
    router.close();
    harness.stop();
    assertThat(exitCode).isZero();
  }

  /** Connections that the router keeps for later requests are none of a fault's. */
  void hangUp() {
    harness.alpha().hangUp();
    harness.beta().hangUp();
  }

  /** For one request. */
  RouterClient client() {
    asked.add(System.nanoTime());
    return router.client();
  }

  /** How many requests the router was asked in that time until now. */
  int askedWithin(Duration time) {
    long since = System.nanoTime() - time.toNanos();
    return (int) asked.stream().filter(moment -> moment - since >= 0).count();
  }

  /** Without this test's key, so that no script answers. */
  Answer ask(String model) {
    return client().chat(Chats.of(model, Chats.smallTalk()), Map.of());
  }

  Answer askScripted(String model) {
    return client().chat(Chats.of(model, Chats.smallTalk()), keyed());
  }

  Map<String, String> keyed() {
    return Map.of(FakeVllm.KEY_HEADER, key, "x-user-id", "user-" + key);
  }

  void bothAnswer(Reply reply) {
    harness.alpha().on(key, reply);
    harness.beta().on(key, reply);
  }

  /** A stream that was read as far as it went. */
  record Broken(String traceId, byte[] body, boolean broken) {}

  Broken readUntilBroken(String model) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (RouterClient.Call call =
        client().openChat(Chats.streamed(model, Chats.smallTalk()), keyed())) {
      String trace = call.head().header("traceresponse").orElseThrow().split("-", 4)[1];
      boolean broken = call.readUntilBroken(body);
      return new Broken(trace, body.toByteArray(), broken);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs so many requests, some at a time, and gives what came of each. */
  static <T> List<T> atOnce(int requests, IntFunction<T> request) {
    List<T> results = new ArrayList<>();
    try (ExecutorService clients =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        int number = i;
        running.add(clients.submit(() -> request.apply(number)));
      }
      for (Future<T> future : running) {
        results.add(future.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return results;
  }

  void assertFailed(String traceId, String... errorTypes) {
    TraceView trace = harness.wholeTrace(traceId);
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.status()).isEqualTo("ERROR");
    assertThat(upstream.string("error.type")).isIn((Object[]) errorTypes);
    assertThat(trace.root().status()).isEqualTo("ERROR");
  }

  /** Every request has ended in its trace as it has for its client. */
  void assertTraced(List<Answer> answers) {
    for (Answer answer : answers) {
      TraceView trace = harness.wholeTrace(answer.traceId());
      assertThat(trace.root().value("http.response.status_code")).isEqualTo((long) answer.status());
      assertThat(trace.root().status()).isEqualTo(answer.status() >= 500 ? "ERROR" : "UNSET");
      assertThat(trace.span(TraceView.UPSTREAM).status())
          .isEqualTo(answer.status() >= 400 ? "ERROR" : "UNSET");
    }
  }

  /** A port that refuses until something starts there. */
  static int closedPort() {
    try (ClosedPort port = ClosedPort.hold()) {
      return port.port();
    }
  }
}
