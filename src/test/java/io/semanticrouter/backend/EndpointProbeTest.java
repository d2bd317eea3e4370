package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.tls.ClientTls;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions over TLS: each endpoint is trusted by its own settings. */
class EndpointProbeTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeVllm secured = FakeVllm.startTls("server", false, "m");
  private final EndpointProbe probe =
      new EndpointProbe(
          vertx,
          new EndpointKeys(new SmallRyeConfigBuilder().build()),
          () -> Duration.ofSeconds(20),
          false);

  @AfterEach
  void close() {
    probe.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    secured.close();
  }

  private int status(Endpoint endpoint) {
    Future<HttpClientResponse> answer = probe.get(endpoint, "/health");
    return answer.toCompletionStage().toCompletableFuture().join().statusCode();
  }

  @Test
  void asksWhomItsEndpointTrusts() {
    // Given
    String common = "scheme: https, address: localhost, port: " + secured.port();
    List<Endpoint> endpoints =
        Configs.of(
                """
                vllm_endpoints:
                  - {name: trusting, %s, tls: {ca_file: %s}}
                  - {name: doubting, %s}
                """
                    .formatted(common, Certificates.pem("ca"), common))
            .load()
            .endpoints();

    // When
    int trusted = status(endpoints.get(0));
    Throwable untrusted = Assertions.catchThrowable(() -> status(endpoints.get(1)));

    // Then
    assertThat(trusted).isEqualTo(200);
    assertThat(untrusted).isInstanceOf(CompletionException.class);
    assertThat(ClientTls.isUntrusted(untrusted)).isTrue();
  }
}
