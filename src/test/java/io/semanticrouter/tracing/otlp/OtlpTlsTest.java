package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.http;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Tls;
import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.LogCapture;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.vertx.core.http.ClientAuth;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exporter over TLS. */
class OtlpTlsTest extends OtlpExporterFixture {
  private static Tls trusting(String authority) {
    return new Tls(Optional.of(Certificates.pem(authority)), Optional.empty(), Optional.empty());
  }

  private OtlpSpanExporter tlsTo(ScriptedCollector collector, String protocol, Tls tls) {
    return tlsTo(collector, protocol, tls, LONG);
  }

  private OtlpSpanExporter tlsTo(
      ScriptedCollector collector, String protocol, Tls tls, Duration timeout) {
    String endpoint = "https://localhost:" + collector.port();
    return exporter(config(endpoint, protocol, timeout, "none", tls));
  }

  private ScriptedCollector tlsCollector(Answer usual, ClientAuth clients) {
    ScriptedCollector collector = new ScriptedCollector(usual, Certificates.server(clients));
    open.add(collector);
    return collector;
  }

  @Test
  void speaksTlsToACollectorOfATrustedAuthority() {
    // Given
    ScriptedCollector grpc = tlsCollector(grpc(0, ""), ClientAuth.NONE);
    ScriptedCollector http = tlsCollector(http(200), ClientAuth.NONE);

    // When
    boolean grpcDelivered = delivered(tlsTo(grpc, "grpc", trusting("ca")));
    boolean httpDelivered = delivered(tlsTo(http, "http/protobuf", trusting("ca")));

    // Then
    assertThat(grpcDelivered).isTrue();
    assertThat(httpDelivered).isTrue();
  }

  @Test
  void sendsNothingToACollectorOfAForeignAuthority() {
    // Given
    ScriptedCollector collector = tlsCollector(grpc(0, ""), ClientAuth.NONE);
    try (LogCapture log = LogCapture.start()) {
      // When
      boolean delivered = delivered(tlsTo(collector, "grpc", Tls.SYSTEM));

      // Then
      assertThat(delivered).isFalse();
      assertThat(collector.received()).isEmpty();
      assertThat(health.failed()).containsOnlyKeys("untrusted_certificate");
      assertThat(log.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "Failed to export spans: the certificate of localhost:", "not trusted"));
    }
  }

  @Test
  void showsItsCertificateWhereOneIsAsked() {
    // Given
    ScriptedCollector collector = tlsCollector(grpc(0, ""), ClientAuth.REQUIRED);
    Tls named =
        new Tls(
            Optional.of(Certificates.pem("ca")),
            Optional.of(Certificates.pem("client")),
            Optional.of(Certificates.pem("client-key")));

    // When
    boolean asNobody = delivered(tlsTo(collector, "grpc", trusting("ca"), Duration.ofSeconds(5)));
    boolean asItself = delivered(tlsTo(collector, "grpc", named));

    // Then
    assertThat(asNobody).isFalse();
    assertThat(asItself).isTrue();
  }
}
