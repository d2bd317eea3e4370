package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpcInHeaders;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.semanticrouter.config.Tls;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.testing.LogCapture;
import io.semanticrouter.tracing.export.ExportHealth.State;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer leads to: sent again or not, when, and how it is counted. */
class OtlpAnswersTest extends OtlpExporterFixture {
  private static final List<Integer> RETRYABLE_CODES = List.of(1, 4, 10, 11, 14, 15);
  private static final List<Integer> RETRYABLE_STATUSES = List.of(429, 502, 503, 504);

  static Stream<Arguments> codes() {
    return IntStream.rangeClosed(1, 16)
        .mapToObj(code -> Arguments.of(code, RETRYABLE_CODES.contains(code)));
  }

  static Stream<Arguments> statuses() {
    return Stream.of(300, 400, 401, 403, 404, 408, 413, 415, 429, 500, 501, 502, 503, 504, 507)
        .map(status -> Arguments.of(status, RETRYABLE_STATUSES.contains(status)));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void retriesTheGrpcCodesOfTheSpecificationAndNoOther(int code, boolean retried) {
    // Given
    ScriptedCollector collector = collector(grpc(0, "")).next(grpcInHeaders(code));

    // When
    boolean delivered = delivered(grpcTo(collector, LONG));

    // Then
    assertThat(delivered).isEqualTo(retried);
    assertThat(collector.received()).hasSize(retried ? 2 : 1);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void retriesTheHttpStatusesOfTheSpecificationAndNoOther(int status, boolean retried) {
    // Given
    ScriptedCollector collector = collector(http(200)).next(http(status));

    // When
    boolean delivered = delivered(httpTo(collector, LONG));

    // Then
    assertThat(delivered).isEqualTo(retried);
    assertThat(collector.received()).hasSize(retried ? 2 : 1);
    assertThat(health.failed().keySet())
        .isEqualTo(retried ? Collections.emptySet() : Collections.singleton("" + status));
  }

  static List<Arguments> delays() {
    return List.of(
        Arguments.of("grpc", exhausted("1", 8), 1000),
        Arguments.of("grpc", exhausted("1", 14), 1000),
        Arguments.of("http/protobuf", unavailable("1"), 1000),
        // A date has whole seconds: two ahead are more than one.
        Arguments.of("http/protobuf", (Answer) r -> unavailable(inSeconds(2)).give(r), 1000));
  }

  private static Answer exhausted(String seconds, int code) {
    return response ->
        response
            .putHeader("content-type", "application/grpc")
            .putHeader("grpc-status", Integer.toString(code))
            .putHeader(
                "grpc-status-details-bin",
                AnswerMessagesTest.details(AnswerMessagesTest.after(Long.parseLong(seconds), 0)))
            .end();
  }

  private static Answer unavailable(String retryAfter) {
    return response -> response.setStatusCode(503).putHeader("retry-after", retryAfter).end();
  }

  private static String inSeconds(int seconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @MethodSource("delays")
  void waitsAsLongAsTheCollectorAsks(String protocol, Answer busy, long millis) {
    // Given
    Answer well = protocol.equals("grpc") ? grpc(0, "") : http(200);
    ScriptedCollector collector = collector(well).next(busy);
    long begin = System.nanoTime();

    // When
    boolean delivered =
        delivered(exporter("127.0.0.1:" + collector.port(), protocol, LONG, "none"));

    // Then
    assertThat(delivered).isTrue();
    assertThat(collector.received()).hasSize(2);
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(millis * 1_000_000);
  }

  @Test
  void leavesTheCollectorAloneWithTheNextBatchToo() {
    // Given a collector that asks for more time than a batch has
    ScriptedCollector collector = collector(http(200)).next(unavailable("86400"));
    OtlpSpanExporter exporter = httpTo(collector, Duration.ofSeconds(3));

    // When
    boolean first = delivered(exporter);
    boolean second = delivered(exporter);

    // Then
    assertThat(first).isFalse();
    assertThat(second).isFalse();
    assertThat(collector.received()).hasSize(1);
    assertThat(health.failed()).containsOnly(Map.entry("503", 1L), timeoutOf(1));
  }

  private static Map.Entry<String, Long> timeoutOf(long spans) {
    return Map.entry("timeout", spans);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void aPartialSuccessIsCountedAndLogged(String protocol) {
    // Given
    byte[] message =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(2)
                    .setErrorMessage("attribute too long"))
            .build()
            .toByteArray();
    ScriptedCollector collector =
        collector(protocol.equals("grpc") ? response(message) : protobuf(200, message));
    OtlpSpanExporter exporter = exporter("127.0.0.1:" + collector.port(), protocol, LONG, "none");
    try (LogCapture log = LogCapture.start()) {
      // When
      boolean delivered = ended(exporter.export(SpanBatch.of(List.of(span(), span(), span()))));

      // Then
      assertThat(delivered).isTrue();
      assertThat(health.exported()).isEqualTo(1);
      assertThat(health.failed()).containsOnly(Map.entry("rejected", 2L));
      assertThat(health.status().state()).isEqualTo(State.EXPORTING);
      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line).contains("rejected spans: attribute too long", "2 spans lost"));
    }
  }

  @Test
  void aRejectionOfMoreThanWasSentIsOneOfAll() {
    // Given
    byte[] message =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder().setRejectedSpans(Long.MAX_VALUE))
            .build()
            .toByteArray();
    ScriptedCollector collector = collector(response(message));

    // When
    delivered(grpcTo(collector, LONG));

    // Then
    assertThat(health.exported()).isZero();
    assertThat(health.failed()).containsOnly(Map.entry("rejected", 1L));
  }

  @Test
  void theMessageOfAStatusIsTold() {
    // Given
    byte[] status = Status.newBuilder().setMessage("unknown\ntenant").build().toByteArray();
    ScriptedCollector collector = collector(protobuf(403, status));

    // When
    delivered(httpTo(collector, LONG));

    // Then
    assertThat(health.status().failure().orElseThrow().cause())
        .isEqualTo("HTTP status 403: unknown tenant");
  }

  @Test
  void aCollectorThatRepeatsTheKeyDoesNotGetItIntoTheLog() {
    // Given
    String token = "0123456789abcdef".repeat(20);
    String key = "Bearer " + token;
    ScriptedCollector collector = collector(grpc(16, "no such token%3A " + token));
    Exporter plain = config("127.0.0.1:" + collector.port(), "grpc", LONG, "none", Tls.SYSTEM);
    OtlpSpanExporter exporter =
        exporter(
            new Exporter(
                plain.type(),
                plain.endpoint(),
                true,
                plain.protocol(),
                Map.of("authorization", key),
                plain.timeout(),
                plain.compression(),
                plain.tls(),
                plain.format(),
                plain.batch()));
    try (LogCapture log = LogCapture.start()) {
      // When
      delivered(exporter);

      // Then
      assertThat(collector.received().getFirst().headers().get("authorization")).isEqualTo(key);
      assertThat(health.status().failure().orElseThrow().cause())
          .isEqualTo("gRPC status 16 UNAUTHENTICATED: no such token: ***");
      assertThat(log.lines()).noneMatch(line -> line.contains("0123456789"));
    }
  }

  @Test
  void aWebPageIsNoSuccess() {
    // Given
    ScriptedCollector collector =
        collector(r -> r.putHeader("content-type", "text/html; charset=utf-8").end("<html>"));

    // When
    boolean delivered = delivered(httpTo(collector, LONG));

    // Then
    assertThat(delivered).isFalse();
    assertThat(health.status().failure().orElseThrow().cause()).contains("web page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void aHugeAnswerIsNotRead(String protocol) {
    // Given a collector that would send 1 GiB
    ScriptedCollector collector = collector(OtlpAnswersTest::endless);

    // When
    boolean delivered =
        delivered(exporter("127.0.0.1:" + collector.port(), protocol, LONG, "none"));

    // Then
    assertThat(delivered).isFalse();
    assertThat(health.status().failure().orElseThrow().cause())
        .isEqualTo("an answer of more than 64 KiB");
    assertThat(collector.received()).hasSize(1);
  }

  private static void endless(HttpServerResponse response) {
    response.setChunked(true).exceptionHandler(_ -> {});
    response.closeHandler(_ -> {});
    pour(response, 16 * 1024);
  }

  private static void pour(HttpServerResponse response, int chunksLeft) {
    if (chunksLeft > 0 && !response.closed()) {
      response
          .write(Buffer.buffer(new byte[64 * 1024]))
          .onSuccess(_ -> pour(response, chunksLeft - 1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void hugeHeadersAreNotRead(String protocol) {
    // Given
    ScriptedCollector collector =
        collector(
            response ->
                response
                    .putHeader("content-type", "application/grpc")
                    .putHeader("x-much", "x".repeat(100_000))
                    .putHeader("grpc-status", "0")
                    .end());

    // When
    boolean delivered =
        delivered(
            exporter("127.0.0.1:" + collector.port(), protocol, Duration.ofSeconds(3), "none"));

    // Then
    assertThat(delivered).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void aByteAtATimeTakesNoLongerThanTheTimeout(String protocol) {
    // Given
    ScriptedCollector collector =
        collector(
            response -> {
              response.setChunked(true).exceptionHandler(_ -> {});
              drip(response);
            });

    // When
    boolean delivered =
        delivered(exporter("127.0.0.1:" + collector.port(), protocol, SHORT, "none"));

    // Then
    assertThat(delivered).isFalse();
    assertThat(health.failed()).containsOnly(timeoutOf(1));
  }

  private static void drip(HttpServerResponse response) {
    if (!response.closed()) {
      response
          .write(Buffer.buffer(new byte[1]))
          .onSuccess(_ -> Vertx.currentContext().owner().setTimer(20, _ -> drip(response)));
    }
  }

  private static Answer response(byte[] message) {
    return response ->
        response
            .putHeader("content-type", "application/grpc")
            .setChunked(true)
            .putTrailer("grpc-status", "0")
            .end(
                Buffer.buffer()
                    .appendByte((byte) 0)
                    .appendInt(message.length)
                    .appendBytes(message));
  }

  private static Answer protobuf(int status, byte[] message) {
    return response ->
        response
            .setStatusCode(status)
            .putHeader("content-type", "application/x-protobuf")
            .end(Buffer.buffer(message));
  }
}
