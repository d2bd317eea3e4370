package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.upstream.UpstreamFailure;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that end while they wait for something else than a backend, such as the encoder. */
class ClientConnectionTest {
  private static final UpstreamFailure SHUTDOWN =
      new UpstreamFailure(Kind.SHUTDOWN, "The router is shutting down.", null);

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<ClientConnection> waiting = new CompletableFuture<>();
  private HttpServer server;

  @BeforeEach
  void listen() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> waiting.complete(new ClientConnection(request)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A request that has come whole. */
  private CompletableFuture<HttpClientResponse> send(HttpVersion version) {
    return vertx
        .createHttpClient(
            new HttpClientOptions().setProtocolVersion(version).setHttp2ClearTextUpgrade(false))
        .request(HttpMethod.POST, server.actualPort(), "127.0.0.1", "/")
        .compose(HttpClientRequest::send)
        .compose(response -> response.body().map(response))
        .toCompletionStage()
        .toCompletableFuture();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aStopIsToldToTheClientAndToWhoeverAsksABackendLater(HttpVersion version) throws Exception {
    // Given
    CompletableFuture<HttpClientResponse> answer = send(version);
    ClientConnection client = waiting.get(20, TimeUnit.SECONDS);

    // When
    client.stop(SHUTDOWN);

    // Then
    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    assertThat(answer.join().body().result().toString()).contains("\"code\":\"shutting_down\"");
    CompletableFuture<UpstreamFailure> cancelled = new CompletableFuture<>();
    client.onCancelled(cancelled::complete);
    assertThat(cancelled).isCompletedWithValue(SHUTDOWN);
    client.over().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(client.status()).isEqualTo(503);
  }
}
