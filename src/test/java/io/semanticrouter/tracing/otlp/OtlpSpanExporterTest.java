package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpcInHeaders;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Received;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpSpanExporterTest extends OtlpExporterFixture {
  private static final String GRPC_PATH =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

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
}
