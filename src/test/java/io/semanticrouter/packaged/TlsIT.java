package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** TLS on both sides, set as the documentation says. */
class TlsIT {
  @Test
  void servesAndAsksOverTls() throws Exception {
    // Given a backend that knows its clients, and tells which models it has
    int port = freePort();
    String properties =
        """
        quarkus.http.tls-configuration-name=listener
        quarkus.tls.listener.key-store.pem.0.cert=%s
        quarkus.tls.listener.key-store.pem.0.key=%s
        quarkus.tls.listener.reload-period=1h
        quarkus.http.ssl-port=%d
        quarkus.http.insecure-requests=disabled
        """
            .formatted(Certificates.pem("server"), Certificates.pem("server-key"), port);
    Map<String, String> samePort = Map.of("QUARKUS_HTTP_PORT", Integer.toString(port));
    try (FakeVllm backend = FakeVllm.startTls("server", true, "phi4");
        PackagedRouter _ = PackagedRouter.start(config(backend), samePort, properties);
        HttpClient https =
            HttpClient.newBuilder().sslContext(Certificates.context("client")).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/chat/completions"))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Chats.of("phi4", Chats.smallTalk())))
              .build();

      // When
      HttpResponse<String> answer =
          Awaitility.await("the model to be discovered")
              .atMost(Duration.ofSeconds(30))
              .until(
                  () -> https.send(request, BodyHandlers.ofString()),
                  response -> response.statusCode() == 200);

      // Then
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).contains("A short answer.");
      assertThatThrownBy(() -> new RouterClient("localhost", port).chat("{}", Map.of()))
          .as("nothing is served without TLS")
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  private static String config(FakeVllm backend) {
    return """
    vllm_endpoints:
      - name: gpu
        scheme: https
        address: localhost
        port: %d
        tls: {ca_file: %s, cert_file: %s, key_file: %s}
    encoder: {enabled: false}
    """
        .formatted(
            backend.port(),
            Certificates.pem("ca"),
            Certificates.pem("client"),
            Certificates.pem("client-key"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
