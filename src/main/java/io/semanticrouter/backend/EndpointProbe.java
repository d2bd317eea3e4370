package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.Tls;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Asks endpoints about themselves, beside the requests they serve and outside their traces. */
final class EndpointProbe {
  private final EndpointKeys keys;
  private final Vertx vertx;
  private final boolean keepAlive;
  private final Supplier<Duration> timeout;

  /** Endpoints that trust the same share one; without TLS files, all do. */
  private final Map<Tls, HttpClient> clients = new ConcurrentHashMap<>();

  /**
   * Makes a probe.
   *
   * @param timeout of the next question: to connect, to the head of the answer, and from there to
   *     its end
   * @param keepAlive false asks over a new connection each time
   */
  EndpointProbe(Vertx vertx, EndpointKeys keys, Supplier<Duration> timeout, boolean keepAlive) {
    this.vertx = vertx;
    this.keys = keys;
    this.keepAlive = keepAlive;
    this.timeout = timeout;
  }

  private HttpClient newClient(Tls tls) {
    return vertx.createHttpClient(
        ClientTls.apply(
            tls,
            new HttpClientOptions()
                .setKeepAlive(keepAlive)
                .setTracingPolicy(TracingPolicy.IGNORE)));
  }

  /**
   * Sends {@code GET}, with the endpoint's own key.
   *
   * @param path behind the endpoint's prefix
   * @return fails where no answer comes in time
   */
  Future<HttpClientResponse> get(Endpoint endpoint, String path) {
    long millis = timeout.get().toMillis();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(endpoint.address())
            .setPort(endpoint.port())
            .setSsl(endpoint.scheme().equals("https"))
            .setURI(endpoint.pathPrefix() + path)
            .setConnectTimeout(millis)
            .setTimeout(millis); // until the head of the answer
    if (endpoint.isIpv6()) {
      options.putHeader("host", endpoint.hostAndPort());
    }
    keys.authorizationOf(endpoint).ifPresent(value -> options.putHeader("authorization", value));
    return clients
        .computeIfAbsent(endpoint.tls(), this::newClient)
        .request(options)
        .compose(HttpClientRequest::send)
        .map(response -> limited(response, millis));
  }

  /**
   * Vert.x sets no limit to the rest of an answer: one that never ends would keep its connection,
   * and whoever waits for it, for good.
   */
  private HttpClientResponse limited(HttpClientResponse response, long millis) {
    long timer = vertx.setTimer(millis, _ -> response.request().reset());
    response.end().onComplete(_ -> vertx.cancelTimer(timer));
    return response;
  }

  /** What an endpoint said; fails where its status is not 200. */
  static Future<Buffer> body(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body()
        : Future.failedFuture("status " + response.statusCode());
  }

  void close() {
    clients.values().forEach(HttpClient::close);
  }
}
