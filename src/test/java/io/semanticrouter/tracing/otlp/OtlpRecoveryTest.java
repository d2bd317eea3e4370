package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.tracing.export.ExportHealth.State;
import java.time.Duration;
import java.util.ArrayList;
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
}
