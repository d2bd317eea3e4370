package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.tracing.export.ExportHealth.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectors that go away, and come back. */
class OtlpRecoveryTest extends OtlpExporterFixture {
  /** Enough for a connection on a busy machine, and short enough to wait for its end. */
  private static final Duration SOME = Duration.ofSeconds(4);

  @Test
  void goesOnWithARealReceiverThatComesAndGoes() {
    // Given
    OtlpReceiver first = OtlpReceiver.start();
    int port = first.port();
    OtlpSpanExporter exporter = exporter("127.0.0.1:" + port, "grpc", SOME, "gzip");
    List<State> states = new ArrayList<>();

    // When it is there, away, and there again
    delivered(exporter);
    states.add(health.status().state());
    first.close();
    delivered(exporter);
    states.add(health.status().state());
    try (OtlpReceiver second = OtlpReceiver.start(port)) {
      delivered(exporter);
      states.add(health.status().state());

      // Then
      assertThat(states).containsExactly(State.EXPORTING, State.FAILING, State.EXPORTING);
      assertThat(health.exported()).isEqualTo(2);
      assertThat(second.spans()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void doesNotSendTheNextBatchOverAConnectionThatFellSilent(String protocol) {
    // Given
    ScriptedCollector collector =
        collector(protocol.equals("grpc") ? grpc(0, "") : http(200)).next(silence());
    OtlpSpanExporter exporter = exporter("127.0.0.1:" + collector.port(), protocol, SOME, "none");
    boolean first = delivered(exporter);

    // When
    boolean second = delivered(exporter);

    // Then
    assertThat(first).isFalse();
    assertThat(health.failed()).containsOnlyKeys("timeout");
    assertThat(second).isTrue();
    assertThat(collector.connections()).isEqualTo(2);
  }

  @Test
  void keepsTheConnectionWhileItWorks() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    OtlpSpanExporter exporter = grpcTo(collector, LONG);

    // When
    delivered(exporter);
    delivered(exporter);

    // Then
    assertThat(collector.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void givesUpAConnectionThatIsTakenAndNotRead(String protocol) throws IOException {
    // Given a listener that does not read, and more than two kernels keep for it
    try (ServerSocket listener = new ServerSocket()) {
      listener.setReceiveBufferSize(4 * 1024);
      listener.setSoTimeout(20_000);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String endpoint = "127.0.0.1:" + listener.getLocalPort();
      OtlpSpanExporter exporter = exporter(endpoint, protocol, SHORT, "none");
      List<SpanData> large = Collections.nCopies(16, span("x".repeat(1 << 20)));

      // When
      boolean first = ended(exporter.export(SpanBatch.of(large)));
      boolean second = delivered(exporter);

      // Then the second has a connection of its own, and the first one's is closed
      assertThat(first || second).isFalse();
      try (Socket one = listener.accept();
          Socket other = listener.accept()) {
        assertThat(lengthOf(one)).isLessThan(16 << 20);
        assertThat(lengthOf(other)).isPositive();
      }
    }
  }

  /** To the end of what was sent; fails where there is none. */
  private static int lengthOf(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is open yet", e);
    } catch (SocketException reset) {
      return 1;
    }
  }
}
