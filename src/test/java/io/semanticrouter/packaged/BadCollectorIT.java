package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace collector that is not there costs spans, and neither requests nor the stop. */
class BadCollectorIT extends PackagedTestBase {
  /** Five seconds that the last spans get, and what a busy machine needs besides. */
  private static final Duration LIMIT = Duration.ofSeconds(15);

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void thatRefusesConnections(String protocol) {
    // Given
    String endpoint = "127.0.0.1:" + harness.refusing().port();

    // When
    Outcome outcome = serveAndStop(endpoint, protocol);

    // Then
    assertThat(outcome).isEqualTo(new Outcome(200, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void thatNoNameServerKnows(String protocol) {
    // When
    Outcome outcome = serveAndStop("collector.invalid:4317", protocol);

    // Then
    assertThat(outcome).isEqualTo(new Outcome(200, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void thatNeverAnswers(String protocol) throws IOException {
    // Given
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // When
      Outcome outcome = serveAndStop("127.0.0.1:" + silent.getLocalPort(), protocol);

      // Then
      assertThat(outcome).isEqualTo(new Outcome(200, 0));
    }
  }

  @Test
  void thatIsThereGetsTheSpans() {
    // When
    Outcome outcome = serveAndStop("127.0.0.1:" + harness.receiver().port(), "grpc");

    // Then
    assertThat(outcome).isEqualTo(new Outcome(200, 0));
    assertThat(harness.receiver().spans()).isNotEmpty();
  }

  private record Outcome(int status, int exitCode) {}

  private Outcome serveAndStop(String endpoint, String protocol) {
    String yaml =
        harness
            .configFile()
            .replace(
                "endpoint: 127.0.0.1:" + harness.receiver().port(),
                "endpoint: " + endpoint + "\n      protocol: " + protocol);
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      Answer answer = router.client().chat(Chats.of("auto", Chats.math()), Map.of());
      router.terminate();
      return new Outcome(answer.status(), router.exitCode(LIMIT));
    }
  }
}
