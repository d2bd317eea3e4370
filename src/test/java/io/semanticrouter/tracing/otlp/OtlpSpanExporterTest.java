package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpcInHeaders;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.reset;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.semanticrouter.config.TracingConfig.Format;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.LogCapture;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Received;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSpanExporterTest {
  private static final String GRPC_PATH =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(400);

  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private ScriptedCollector collector(Answer usual) {
    ScriptedCollector collector = new ScriptedCollector(usual);
    open.add(collector);
    return collector;
  }

  private OtlpSpanExporter exporter(
      String endpoint, String protocol, Duration timeout, String compression) {
    return new OtlpSpanExporter(
        new Exporter(
            ExporterType.OTLP,
            endpoint,
            true,
            protocol,
            Map.of("x-tenant", "a,b=c"),
            timeout,
            compression,
            Format.COMPACT,
            new Batch(2048, 512, Duration.ofSeconds(5), Duration.ofSeconds(30))),
        () -> vertx);
  }

  private OtlpSpanExporter grpcTo(ScriptedCollector collector, Duration timeout) {
    return exporter("127.0.0.1:" + collector.port(), "grpc", timeout, "none");
  }

  private OtlpSpanExporter httpTo(ScriptedCollector collector, Duration timeout) {
    return exporter("127.0.0.1:" + collector.port(), "http/protobuf", timeout, "none");
  }

  private static SpanData span() {
    return TestSpanData.builder()
        .setName("one")
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()))
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setStatus(StatusData.unset())
        .setHasEnded(true)
        .build();
  }

  /** Whether the collector took it; fails the test where the export never ends. */
  private static boolean delivered(OtlpSpanExporter exporter) {
    return ended(exporter.export(List.of(span())));
  }

  private static boolean ended(CompletableResultCode result) {
    result.join(60, TimeUnit.SECONDS);
    assertThat(result.isDone()).as("the export has ended").isTrue();
    return result.isSuccess();
  }

  private static String nameOfSpan(byte[] message) throws IOException {
    return ExportTraceServiceRequest.parseFrom(message)
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0)
        .getName();
  }

  @Test
  void everyExportEnds() {
    // Given a collector that answers as fast as it can
    ScriptedCollector collector = collector(grpc(0, ""));
    OtlpSpanExporter exporter = grpcTo(collector, LONG);

    // When
    int delivered = 0;
    for (int i = 0; i < 2_000; i++) {
      delivered += delivered(exporter) ? 1 : 0;
    }

    // Then
    assertThat(delivered).isEqualTo(2_000);
    assertThat(collector.received()).hasSize(2_000);
  }

  @Test
  void speaksGrpc() throws IOException {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));

    // When
    boolean delivered = delivered(grpcTo(collector, LONG));

    // Then
    assertThat(delivered).isTrue();
    Received received = collector.received().getFirst();
    assertThat(received.path()).isEqualTo(GRPC_PATH);
    assertThat(received.headers().get("content-type")).isEqualTo("application/grpc");
    assertThat(received.headers().get("te")).isEqualTo("trailers");
    assertThat(received.headers().get("x-tenant")).isEqualTo("a,b=c");
    Buffer body = received.body();
    assertThat(body.getByte(0)).isZero();
    assertThat(body.getInt(1)).isEqualTo(body.length() - 5);
    assertThat(nameOfSpan(body.getBytes(5, body.length()))).isEqualTo("one");
  }

  @Test
  void speaksHttp() throws IOException {
    // Given
    ScriptedCollector collector = collector(http(200));

    // When
    boolean delivered = delivered(httpTo(collector, LONG));

    // Then
    assertThat(delivered).isTrue();
    Received received = collector.received().getFirst();
    assertThat(received.path()).isEqualTo("/v1/traces");
    assertThat(received.headers().get("content-type")).isEqualTo("application/x-protobuf");
    assertThat(received.headers().get("x-tenant")).isEqualTo("a,b=c");
    assertThat(nameOfSpan(received.body().getBytes())).isEqualTo("one");
  }

  @Test
  void keepsThePathOfTheEndpoint() {
    // Given
    ScriptedCollector collector = collector(http(200));
    String endpoint = "http://127.0.0.1:" + collector.port() + "/otlp/";

    // When
    delivered(exporter(endpoint, "http/protobuf", LONG, "none"));

    // Then
    assertThat(collector.received().getFirst().path()).isEqualTo("/otlp/v1/traces");
  }

  @Test
  void compressesWhereAsked() throws IOException {
    // Given
    ScriptedCollector grpc = collector(grpc(0, ""));
    ScriptedCollector http = collector(http(200));

    // When
    delivered(exporter("127.0.0.1:" + grpc.port(), "grpc", LONG, "gzip"));
    delivered(exporter("127.0.0.1:" + http.port(), "http/protobuf", LONG, "gzip"));

    // Then
    Received call = grpc.received().getFirst();
    assertThat(call.headers().get("grpc-encoding")).isEqualTo("gzip");
    assertThat(call.body().getByte(0)).isEqualTo((byte) 1);
    assertThat(nameOfSpan(unzipped(call.body().getBytes(5, call.body().length()))))
        .isEqualTo("one");
    Received post = http.received().getFirst();
    assertThat(post.headers().get("content-encoding")).isEqualTo("gzip");
    assertThat(nameOfSpan(unzipped(post.body().getBytes()))).isEqualTo("one");
  }

  private static byte[] unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  static List<Arguments> passing() {
    return List.of(
        Arguments.of("grpc", List.of(grpc(14, "away"), grpcInHeaders(4)), grpc(0, "")),
        Arguments.of("grpc", List.of(reset(), grpc(10, "")), grpcInHeaders(0)),
        Arguments.of("grpc", List.of(http(503)), grpc(0, "")),
        Arguments.of("http/protobuf", List.of(http(503), http(429), http(502)), http(202)),
        Arguments.of("http/protobuf", List.of(reset(), http(504)), http(200)));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void sendsAgainWhatMayPass(String protocol, List<Answer> first, Answer then) {
    // Given
    ScriptedCollector collector = collector(then).next(first.toArray(Answer[]::new));

    // When
    boolean delivered =
        delivered(exporter("127.0.0.1:" + collector.port(), protocol, LONG, "none"));

    // Then
    assertThat(delivered).isTrue();
    assertThat(collector.received()).hasSize(first.size() + 1);
  }

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
                      .contains("Failed to export spans: ", cause, "127.0.0.1", "1 spans lost"));
    }
  }

  @Test
  void waitsAsLongAsTheCollectorAsks() {
    // Given
    ScriptedCollector collector =
        collector(http(200))
            .next(response -> response.setStatusCode(503).putHeader("retry-after", "1").end());
    long begin = System.nanoTime();

    // When
    boolean delivered = delivered(httpTo(collector, LONG));

    // Then
    assertThat(delivered).isTrue();
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(1_000_000_000L);
  }

  @Test
  void doesNotWaitLongerThanItHasTime() {
    // Given
    ScriptedCollector collector =
        collector(http(200))
            .next(response -> response.setStatusCode(503).putHeader("retry-after", "90").end());

    // When
    boolean delivered = delivered(httpTo(collector, Duration.ofSeconds(30)));

    // Then
    assertThat(delivered).isFalse();
    assertThat(collector.received()).hasSize(1);
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
    CompletableResultCode underWay = exporter.export(List.of(span()));

    // When
    CompletableResultCode shutdown = exporter.shutdown();

    // Then
    assertThat(ended(shutdown)).isTrue();
    assertThat(ended(underWay)).isFalse();
    assertThat(ended(exporter.export(List.of(span())))).isFalse();
  }

  @Test
  void aShutdownBeforeTheFirstExportOpensNothing() {
    // Given
    OtlpSpanExporter exporter =
        new OtlpSpanExporter(
            new Exporter(
                ExporterType.OTLP,
                "127.0.0.1:1",
                true,
                "grpc",
                Map.of(),
                LONG,
                "none",
                Format.COMPACT,
                new Batch(1, 1, LONG, LONG)),
            () -> {
              throw new AssertionError("not needed");
            });

    // When
    CompletableResultCode shutdown = exporter.shutdown();

    // Then
    assertThat(ended(shutdown)).isTrue();
  }
}
