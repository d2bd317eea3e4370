package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Received;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged router's spans over every form of OTLP, in plain and over TLS with certificates. */
class OtlpExportIT {
  private static final String ROOT = "semantic_router.request.received";

  static Stream<Arguments> forms() {
    return Stream.of("grpc", "http/protobuf")
        .flatMap(
            protocol ->
                Stream.of(true, false)
                    .flatMap(
                        tls ->
                            Stream.of("none", "gzip")
                                .map(compression -> Arguments.of(protocol, tls, compression))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theSpansArrive(String protocol, boolean tls, String compression) {
    // Given
    Answer ok = protocol.equals("grpc") ? grpc(0, "") : http(200);
    try (ScriptedCollector collector =
            tls
                ? new ScriptedCollector(ok, Certificates.server(ClientAuth.REQUIRED))
                : new ScriptedCollector(ok);
        PackagedRouter router =
            PackagedRouter.start(config(collector.port(), protocol, tls, compression), Map.of())) {

      // When
      int status = router.client().chat(Chats.unknownModel(), Chats.NO_HEADERS).status();

      // Then
      assertThat(status).as("there is no backend").isEqualTo(503);
      Awaitility.await("the root span")
          .atMost(Duration.ofSeconds(20))
          .until(() -> names(collector, protocol), names -> names.contains(ROOT));
    }
  }

  private static String config(int port, String protocol, boolean tls, String compression) {
    String files =
        tls
            ? "{ca_file: '%s', cert_file: '%s', key_file: '%s'}"
                .formatted(
                    Certificates.pem("ca"),
                    Certificates.pem("client"),
                    Certificates.pem("client-key"))
            : "{}";
    return """
    observability:
      tracing:
        exporter:
          type: otlp
          endpoint: "localhost:%d"
          protocol: %s
          insecure: %s
          compression: %s
          tls: %s
          batch: {schedule_delay: 100ms}
    """
        .formatted(port, protocol, !tls, compression, files);
  }

  private static List<String> names(ScriptedCollector collector, String protocol)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (Received received : collector.received()) {
      ExportTraceServiceRequest.parseFrom(message(received, protocol))
          .getResourceSpansList()
          .stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .map(Span::getName)
          .forEach(names::add);
    }
    return names;
  }

  private static byte[] message(Received received, String protocol) throws IOException {
    Buffer body = received.body();
    boolean grpc = protocol.equals("grpc");
    byte[] bytes = grpc ? body.getBytes(5, body.length()) : body.getBytes();
    boolean zipped =
        grpc ? body.getByte(0) == 1 : "gzip".equals(received.headers().get("content-encoding"));
    if (!zipped) {
      return bytes;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }
}
