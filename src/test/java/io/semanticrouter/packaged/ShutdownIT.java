package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of running requests, of spans and of the exit code when the router is stopped. */
class ShutdownIT extends PackagedTestBase {
  /** What a stop may take beyond the drain, on a machine that is busy with other tests. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private static final int SIGINT = 2;

  private final CountDownLatch gate = new CountDownLatch(1);
  private final String key = RouterHarness.nonce();
  private final String traceId = UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void openGate() {
    gate.countDown();
  }

  @Test
  void aRunningStreamIsRelayedToItsEnd() throws IOException {
    // Given
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    int exitCode;
    boolean broken;

    // When
    try (PackagedRouter router = PackagedRouter.start(harness.configFile(), Map.of());
        RouterClient.Call call = openHeldStream(router)) {
      received.writeBytes(call.next());
      router.terminate();
      awaitRefusal(router);
      gate.countDown();
      broken = call.readUntilBroken(received);
      exitCode = router.exitCode(SLACK);
    }

    // Then
    assertThat(broken).isFalse();
    assertThat(received.toByteArray()).isEqualTo(harness.alpha().await(key).sentBody());
    assertThat(received.toString(StandardCharsets.UTF_8)).endsWith("data: [DONE]\n\n");
    assertThat(exitCode).isZero();
    TraceView trace = harness.wholeTrace(traceId);
    assertThat(trace.spans()).extracting(SpanView::status).doesNotContain("ERROR");
  }

  @Test
  void itsSpansArePrintedBeforeTheEnd() throws IOException {
    // Given
    String yaml = harness.configFile().replace("type: otlp", "type: stdout");
    String printed;
    int exitCode;

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of());
        RouterClient.Call call = openHeldStream(router)) {
      call.next();
      router.terminate();
      awaitRefusal(router);
      gate.countDown();
      call.readUntilBroken(new ByteArrayOutputStream());
      exitCode = router.exitCode(SLACK);
      printed = router.stdout();
    }

    // Then
    assertThat(exitCode).isZero();
    assertThat(printed.split(Pattern.quote("\"TraceID\": \"" + traceId), -1))
        .hasSizeGreaterThan(SpanContract.names().size());
    assertThat(printed).contains(SpanContract.names());
  }

  @Test
  void aStreamThatOutlastsTheDrainIsCutSoThatNobodyTakesItForWhole() throws IOException {
    // Given
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    String yaml = harness.configFile() + "\nserver: {shutdown_drain: 1s}\n";
    int exitCode;
    boolean broken;

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of());
        RouterClient.Call call = openHeldStream(router)) {
      received.writeBytes(call.next());
      router.terminate();
      broken = call.readUntilBroken(received);
      exitCode = router.exitCode(SLACK);
    }

    // Then
    assertThat(broken).isTrue();
    assertThat(received.toString(StandardCharsets.UTF_8))
        .contains("\"code\":\"shutting_down\"")
        .doesNotContain("[DONE]");
    assertThat(exitCode).isZero();
    TraceView trace = harness.wholeTrace(traceId);
    assertThat(trace.root().status()).isEqualTo("ERROR");
    assertThat(trace.root().value("error.type")).isEqualTo("shutdown");
    assertThat(trace.span(TraceView.UPSTREAM).value("error.type")).isEqualTo("shutdown");
  }

  @Test
  void aRequestWithoutAnAnswerIsRefusedAfterTheDrain() throws IOException {
    // Given
    String yaml = harness.configFile() + "\nserver: {shutdown_drain: 1s}\n";
    harness.alpha().on(key, Reply.never());
    RouterClient.Answer answer;
    int exitCode;

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of());
        RouterClient.Call call =
            router.client().openChat(Chats.of("general", Chats.smallTalk()), Chats.key(key))) {
      harness.alpha().await(key);
      router.terminate();
      call.head();
      answer = call.readAll();
      exitCode = router.exitCode(SLACK);
    }

    // Then
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text()).contains("\"code\":\"shutting_down\"");
    assertThat(exitCode).isZero();
    TraceView trace = harness.receiver().awaitTrace(answer.traceId());
    assertThat(trace.root().value("error.type")).isEqualTo("shutdown");
  }

  @Test
  void anIdleRouterStopsAtOnce() {
    // Given
    String yaml = harness.configFile() + "\nserver: {shutdown_drain: 10m}\n";
    int exitCode;

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      router.terminate();
      exitCode = router.exitCode(SLACK);
    }

    // Then
    assertThat(exitCode).isZero();
  }

  @Test
  void anInterruptStopsItAsWell() {
    // Given
    int exitCode;

    // When
    try (PackagedRouter router = PackagedRouter.start(harness.configFile(), Map.of())) {
      assumeThat(ignores(router.pid(), SIGINT)).as("a job in the background").isFalse();
      CommandLine.run(Path.of("."), "kill", "-INT", Long.toString(router.pid()));
      exitCode = router.exitCode(SLACK);
    }

    // Then
    assertThat(exitCode).isZero();
  }

  @Test
  void aStartThatFailsStaysAFailure() throws IOException {
    // Given
    int exitCode;

    // When
    try (ServerSocket taken = new ServerSocket(0);
        PackagedRouter router =
            PackagedRouter.launch(
                harness.configFile(),
                Map.of("QUARKUS_HTTP_PORT", Integer.toString(taken.getLocalPort())))) {
      exitCode = router.exitCode();
    }

    // Then
    assertThat(exitCode).isEqualTo(1);
  }

  private RouterClient.Call openHeldStream(PackagedRouter router) {
    harness.alpha().on(key, Reply.stream(5).withUsage().heldAfter(2, gate));
    return router
        .client()
        .openChat(
            Chats.streamed("general", Chats.smallTalk()),
            Map.of(
                FakeVllm.KEY_HEADER, key, "traceparent", "00-" + traceId + "-00f067aa0ba902b7-01"));
  }

  /** Until a load balancer would learn that the router takes no more requests. */
  private static void awaitRefusal(PackagedRouter router) {
    Awaitility.await("readiness to go down")
        .atMost(SLACK)
        .until(() -> refuses(router.management(), "/q/health/ready"));
    Awaitility.await("requests to be refused")
        .atMost(SLACK)
        .until(() -> refuses(router.client(), "/v1/models"));
  }

  private static boolean refuses(RouterClient client, String path) {
    try {
      return client.send("GET", path, Map.of(), new byte[0]).status() == 503;
    } catch (UncheckedIOException noConnection) {
      return true;
    }
  }

  /** A shell starts jobs in the background with SIGINT ignored, and children inherit it. */
  private static boolean ignores(long pid, int signal) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> new BigInteger(line.substring(7).strip(), 16))
          .anyMatch(mask -> mask.testBit(signal - 1));
    } catch (IOException e) {
      return false;
    }
  }
}
