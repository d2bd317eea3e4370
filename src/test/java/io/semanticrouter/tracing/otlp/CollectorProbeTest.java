package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.onPath;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Tls;
import io.semanticrouter.config.TracingConfig;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.tracing.ProbeSpan;
import io.semanticrouter.tracing.otlp.CollectorProbe.Report;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator is told, of each thing that can be wrong. */
class CollectorProbeTest extends OtlpExporterFixture {
  private static final TracingConfig.Resource SERVICE =
      new TracingConfig.Resource("probed", "v1", "test");
  private static final Tls OWN_CA =
      new Tls(Optional.of(Certificates.pem("ca")), Optional.empty(), Optional.empty());

  private static Report probe(String endpoint, String protocol, Tls tls) {
    return probe(endpoint, protocol, tls, LONG);
  }

  private static Report probe(String endpoint, String protocol, Tls tls, Duration timeout) {
    Exporter exporter = config(endpoint, protocol, timeout, "none", tls);
    try (CollectorProbe probe = new CollectorProbe()) {
      return probe.run(exporter, List.of(ProbeSpan.of(SERVICE)));
    }
  }

  private ScriptedCollector collector(Answer answer, HttpServerOptions options) {
    ScriptedCollector collector = new ScriptedCollector(answer, options);
    open.add(collector);
    return collector;
  }

  @Test
  void aSpanArrivesAtARealReceiver() {
    // Given
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      // When
      Report report = probe("localhost:" + receiver.port(), "grpc", Tls.SYSTEM);

      // Then
      assertThat(report.arrived()).as(report.toString()).isTrue();
      assertThat(receiver.spans())
          .singleElement()
          .satisfies(span -> assertThat(span.name()).isEqualTo("semantic_router.probe"))
          .satisfies(span -> assertThat(span.resource()).containsKey("service.name"));
    }
  }

  @Test
  void httpToAGrpcPort() {
    // Given
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      // When
      Report report = probe("localhost:" + receiver.port(), "http/protobuf", Tls.SYSTEM);

      // Then
      assertThat(report.arrived()).isFalse();
      assertThat(report.lines())
          .last()
          .asString()
          .isEqualTo("This looks like an OTLP/gRPC server: set exporter.protocol: grpc");
      assertThat(receiver.spans()).isEmpty();
    }
  }

  @Test
  void grpcToAnHttp1Server() {
    // Given
    ScriptedCollector collector =
        collector(http(200), new HttpServerOptions().setHttp2ClearTextEnabled(false));

    // When
    Report report = probe("127.0.0.1:" + collector.port(), "grpc", Tls.SYSTEM);

    // Then
    assertThat(report.lines())
        .last()
        .asString()
        .isEqualTo("This looks like an OTLP/HTTP server: set exporter.protocol: http/protobuf");
  }

  @Test
  void grpcToAnHttpServerThatKnowsHttp2() {
    // Given
    ScriptedCollector collector = collector(onPath("/v1/traces", http(200), http(404)));

    // When
    Report report = probe("127.0.0.1:" + collector.port(), "grpc", Tls.SYSTEM);

    // Then
    assertThat(report.lines())
        .containsExactly(
            "Failed to export a span to http://127.0.0.1:"
                + collector.port()
                + " (grpc): HTTP status 404",
            "This looks like an OTLP/HTTP server: set exporter.protocol: http/protobuf");
  }

  @Test
  void plaintextToATlsPort() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""), Certificates.server(ClientAuth.NONE));

    // When
    Report report = probe("localhost:" + collector.port(), "grpc", Tls.SYSTEM);

    // Then
    assertThat(report.lines())
        .last()
        .asString()
        .isEqualTo("Set exporter.insecure: false (it speaks TLS)");
  }

  @ParameterizedTest
  @CsvSource({"grpc", "http/protobuf"})
  void tlsToAPlaintextPort(String protocol) {
    // Given
    ScriptedCollector collector = collector(protocol.equals("grpc") ? grpc(0, "") : http(200));

    // When
    Report report = probe("https://localhost:" + collector.port(), protocol, OWN_CA);

    // Then
    assertThat(report.lines())
        .last()
        .asString()
        .isEqualTo("Set exporter.insecure: true (it speaks no TLS)");
  }

  @Test
  void aForeignAuthority() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""), Certificates.server(ClientAuth.NONE));

    // When
    Report report = probe("https://localhost:" + collector.port(), "grpc", Tls.SYSTEM);

    // Then
    assertThat(report.lines().getFirst()).contains("the certificate of localhost:", "not trusted");
    assertThat(report.lines().getLast()).contains("exporter.tls.ca_file");
  }

  @Test
  void aCollectorThatWantsToKnowItsClients() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""), Certificates.server(ClientAuth.REQUIRED));

    // When
    Report report = probe("https://localhost:" + collector.port(), "grpc", OWN_CA);

    // Then
    assertThat(report.arrived()).isFalse();
    assertThat(report.lines().getLast()).contains("exporter.tls.cert_file");
  }

  @ParameterizedTest
  @CsvSource({
    "http/protobuf, 401, exporter.headers",
    "http/protobuf, 403, its rights",
    "http/protobuf, 413, max_export_batch_size",
    "http/protobuf, 404, /v1/traces is added",
    "http/protobuf, 503, has no room",
    "grpc, 16, exporter.headers",
    "grpc, 7, its rights",
    "grpc, 14, has no room",
  })
  void refusals(String protocol, int status, String advice) {
    // Given
    ScriptedCollector collector =
        collector(protocol.equals("grpc") ? grpc(status, "") : http(status));

    // When
    Report report = probe("127.0.0.1:" + collector.port(), protocol, Tls.SYSTEM);

    // Then
    assertThat(report.arrived()).isFalse();
    assertThat(report.lines().getLast()).contains(advice);
  }

  @Test
  void nobodyListens() {
    // Given
    try (ClosedPort closed = ClosedPort.hold()) {
      // When
      Report report = probe("127.0.0.1:" + closed.port(), "grpc", Tls.SYSTEM);

      // Then
      assertThat(report.lines().getFirst()).contains("onnection refused");
      assertThat(report.lines().getLast())
          .containsAnyOf("Nothing listens there", "listens on port");
    }
  }

  @Test
  void noSuchHost() {
    // When
    Report report = probe("collector.invalid:4317", "grpc", Tls.SYSTEM);

    // Then
    assertThat(report.lines().getFirst())
        .contains("no address is known for the host of collector.invalid:4317");
    assertThat(report.lines().getLast()).contains("Correct the host");
  }

  @Test
  void noAnswer() {
    // Given
    ScriptedCollector collector = collector(silence());

    // When
    Report report =
        probe("127.0.0.1:" + collector.port(), "grpc", Tls.SYSTEM, Duration.ofSeconds(2));

    // Then
    assertThat(report.lines().getFirst()).contains("gave no answer within 2000 ms");
    assertThat(report.lines().getLast()).contains("exporter.timeout");
  }

  @Test
  void whatACollectorSaysStaysOnOneLine() {
    // Given
    byte[] words = "no\nOK: a span was exported\u001b[2J".getBytes(StandardCharsets.UTF_8);
    ProtoWriter partial = new ProtoWriter(64).number(1, 1).bytes(2, words);
    byte[] message = Arrays.copyOf(partial.bytes(), partial.length());
    ProtoWriter answer = new ProtoWriter(64).bytes(1, message);
    ScriptedCollector collector =
        collector(
            response ->
                response
                    .putHeader("content-type", "application/x-protobuf")
                    .end(Buffer.buffer(Arrays.copyOf(answer.bytes(), answer.length()))));

    // When
    Report report = probe("127.0.0.1:" + collector.port(), "http/protobuf", Tls.SYSTEM);

    // Then
    assertThat(report.arrived()).isFalse();
    assertThat(report.lines())
        .singleElement()
        .asString()
        .endsWith("rejected the span: no OK: a span was exported [2J");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http/protobuf"})
  void anIpv6AddressHasItsBrackets(String protocol) throws IOException {
    // Given
    InetAddress loopback = InetAddress.ofLiteral("::1");
    Assumptions.assumeThat(NetworkInterface.getByInetAddress(loopback)).isNotNull();
    ScriptedCollector collector =
        new ScriptedCollector(
            protocol.equals("grpc") ? grpc(0, "") : http(200), new HttpServerOptions(), "::1");
    open.add(collector);

    // When
    Report report = probe("[::1]:" + collector.port(), protocol, Tls.SYSTEM);

    // Then
    assertThat(report.arrived()).as(report.toString()).isTrue();
    assertThat(collector.received().getFirst().authority()).isEqualTo("[::1]:" + collector.port());
  }
}
