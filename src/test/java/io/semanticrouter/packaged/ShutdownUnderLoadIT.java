package io.semanticrouter.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGTERM while fifty streams are open. */
class ShutdownUnderLoadIT extends PackagedTestBase {
  private static final int STREAMS = 50;
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final String key = RouterHarness.nonce();

  /** A stream that has begun. */
  private record Open(RouterClient.Call call, String traceId, ByteArrayOutputStream read) {}

  @AfterEach
  void openGate() {
    gate.countDown();
  }

  private List<Open> open(PackagedRouter router) throws IOException {
    harness.alpha().on(key, Reply.stream(5).withUsage().heldAfter(2, gate));
    List<Open> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      RouterClient.Call call =
          router.client().openChat(Chats.streamed("general", Chats.smallTalk()), Chats.key(key));
      String trace = call.head().header("traceresponse").orElseThrow().split("-", 4)[1];
      Open open = new Open(call, trace, new ByteArrayOutputStream());
      open.read().writeBytes(call.next());
      streams.add(open);
    }
    return streams;
  }

  /** How many of them were cut. */
  private static int readAll(List<Open> streams) throws IOException {
    int broken = 0;
    for (Open open : streams) {
      broken += open.call().readUntilBroken(open.read()) ? 1 : 0;
      open.call().close();
    }
    return broken;
  }

  /** What came of the streams, and of the router. */
  private record Ended(List<Open> streams, int broken, int exitCode) {}

  /** Ends a router while the streams are open; {@code then} happens once it was asked to stop. */
  private Ended terminate(String drain, Runnable then) throws IOException {
    String yaml = harness.configFile() + "\nserver: {shutdown_drain: " + drain + "}\n";
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      List<Open> streams = open(router);
      router.terminate();
      then.run();
      int broken = readAll(streams);
      return new Ended(streams, broken, router.exitCode(SLACK));
    }
  }

  @Test
  void allAreRelayedToTheirEnds() throws IOException {
    // When
    Ended ended = terminate("10m", gate::countDown);

    // Then
    assertThat(ended.broken()).isZero();
    assertThat(ended.exitCode()).isZero();
    String whole = String.join("", Reply.stream(5).withUsage().events());
    assertThat(ended.streams())
        .allSatisfy(open -> assertThat(open.read().toString(UTF_8)).isEqualTo(whole))
        .allSatisfy(
            open ->
                assertThat(harness.wholeTrace(open.traceId()).root().status()).isEqualTo("UNSET"));
  }

  @Test
  void allAreCutWhenTheDrainIsOver() throws IOException {
    // When
    Ended ended = terminate("1s", () -> {});

    // Then
    assertThat(ended.broken()).isEqualTo(STREAMS);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.streams())
        .allSatisfy(
            open -> assertThat(open.read().toString(UTF_8)).contains("\"code\":\"shutting_down\""))
        .allSatisfy(
            open ->
                assertThat(
                        harness
                            .wholeTrace(open.traceId())
                            .span(TraceView.UPSTREAM)
                            .value("error.type"))
                    .isEqualTo("shutdown"));
  }
}
