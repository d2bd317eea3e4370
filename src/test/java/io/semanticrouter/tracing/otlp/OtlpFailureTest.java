package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpcInHeaders;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.semanticrouter.config.Tls;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.LogCapture;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Collectors that refuse, fall silent, or are not there. */
class OtlpFailureTest extends OtlpExporterFixture {
  static List<Arguments> lasting() {
    return List.of(
        Arguments.of("grpc", grpc(3, "no such field"), "3 INVALID_ARGUMENT: no such field"),
        Arguments.of("grpc", grpcInHeaders(12), "12 UNIMPLEMENTED"),
        Arguments.of("grpc", grpcInHeaders(8), "8 RESOURCE_EXHAUSTED"),
        Arguments.of("grpc", grpcInHeaders(99), "gRPC status 99"),
        Arguments.of("grpc", http(404), "HTTP status 404"),
        Arguments.of("grpc", http(200), "no gRPC status"),
        Arguments.of("http/protobuf", http(404), "HTTP status 404"),
        Arguments.of("http/protobuf", http(401), "HTTP status 401"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void givesUpWhatWillNotPass(String protocol, Answer answer, String cause) {
    // Given
    ScriptedCollector collector = collector(answer);
    OtlpSpanExporter exporter = exporter("127.0.0.1:" + collector.port(), protocol, LONG, "none");

    try (LogCapture log = LogCapture.start()) {
      // When
      boolean delivered = delivered(exporter);

      // Then
      assertThat(delivered).isFalse();
      assertThat(collector.received()).hasSize(1);
      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "Failed to export spans: ", cause, "test collector", "1 spans lost"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void endsWhenNothingIsAnswered(String protocol) {
    // Given
    ScriptedCollector collector = collector(silence());

    // When
    boolean delivered =
        delivered(exporter("127.0.0.1:" + collector.port(), protocol, SHORT, "none"));

    // Then
    assertThat(delivered).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void endsWhenTheAnswerNeverEnds(String protocol) {
    // Given
    ScriptedCollector collector =
        collector(response -> response.setChunked(true).write(Buffer.buffer(new byte[1024])));

    // When
    boolean delivered =
        delivered(exporter("127.0.0.1:" + collector.port(), protocol, SHORT, "none"));

    // Then
    assertThat(delivered).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void endsWhereNobodyListens(String protocol) {
    // Given
    try (ClosedPort closed = ClosedPort.hold();
        LogCapture log = LogCapture.start()) {
      // When
      boolean delivered =
          delivered(exporter("127.0.0.1:" + closed.port(), protocol, SHORT, "none"));

      // Then
      assertThat(delivered).isFalse();
      assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("onnection refused"));
    }
  }

  @Test
  void comesBackWithTheCollector() {
    // Given
    ScriptedCollector collector = collector(grpc(0, "")).next(grpc(16, "who are you"));
    OtlpSpanExporter exporter = grpcTo(collector, LONG);
    try (LogCapture log = LogCapture.start()) {
      boolean first = delivered(exporter);

      // When
      boolean second = delivered(exporter);

      // Then
      assertThat(first).isFalse();
      assertThat(second).isTrue();
      assertThat(log.lines())
          .anySatisfy(line -> assertThat(line).contains("Spans are exported again"));
    }
  }

  @Test
  void anExportUnderWayEndsAtShutdown() {
    // Given
    ScriptedCollector collector = collector(silence());
    OtlpSpanExporter exporter = grpcTo(collector, LONG);
    CompletableResultCode underWay = exporter.export(SpanBatch.of(List.of(span())));

    // When
    CompletableResultCode shutdown = exporter.shutdown();

    // Then
    assertThat(ended(shutdown)).isTrue();
    assertThat(ended(underWay)).isFalse();
    assertThat(ended(exporter.export(SpanBatch.of(List.of(span()))))).isFalse();
  }

  @Test
  void aShutdownBeforeTheFirstExportOpensNothing() {
    // Given
    OtlpSpanExporter exporter =
        new OtlpSpanExporter(
            config("127.0.0.1:1", "grpc", LONG, "none", Tls.SYSTEM),
            () -> {
              throw new AssertionError("not needed");
            },
            health);

    // When
    CompletableResultCode shutdown = exporter.shutdown();

    // Then
    assertThat(ended(shutdown)).isTrue();
  }
}
