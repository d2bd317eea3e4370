package io.semanticrouter.upstream;

import io.semanticrouter.backend.EndpointKeys;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests to backends and relays their answers byte for byte, on the event loop of the
 * client's connection.
 *
 * <p>The Vert.x client rather than the REST client on top of it: the relay needs the raw chunks,
 * pause and resume, and reset, and nothing of the mapping that the REST client adds.
 */
@ApplicationScoped
public class UpstreamClient {
  /** Connections an endpoint may have. */
  private static final int POOL_SIZE = 1_024;

  /**
   * Seconds an idle connection is kept: less than the 5 s after which vLLM's server closes it, so
   * that no request is sent into a closing connection.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final EndpointKeys keys;
  private final Map<Endpoint, HttpClient> clients = new ConcurrentHashMap<>();
  private final Set<HttpConnection> unused = ConcurrentHashMap.newKeySet();

  public UpstreamClient(Vertx vertx, EndpointKeys keys) {
    this.vertx = vertx;
    this.keys = keys;
  }

  /**
   * Forwards a request and relays the answer. To be called on an event loop.
   *
   * @return completes, never fails, when the backend's last byte came or none will come; where the
   *     result has a failure and no status, {@code sink} was not called
   */
  @RouterSpan(RouterSpans.UPSTREAM_REQUEST)
  public Future<UpstreamResult> forward(
      StageSpan span, UpstreamCall call, AnswerSink sink, RouterConfig config) {
    return new UpstreamExchange(this, vertx, span, call, sink, config.upstream()).start();
  }

  HttpClient clientOf(Endpoint endpoint, RouterConfig.Upstream limits) {
    return clients.computeIfAbsent(endpoint, e -> newClient(e, limits));
  }

  private HttpClient newClient(Endpoint endpoint, RouterConfig.Upstream limits) {
    return vertx
        .httpClientBuilder()
        .with(
            new HttpClientOptions()
                .setSsl(endpoint.scheme().equals("https"))
                .setConnectTimeout((int) limits.connectTimeout().toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setTracingPolicy(TracingPolicy.IGNORE))
        .with(new PoolOptions().setHttp1MaxSize(POOL_SIZE))
        .withConnectHandler(unused::add)
        .build();
  }

  /** True for a connection that has served a request before; to be asked once a request. */
  boolean isReused(HttpConnection connection) {
    return !unused.remove(connection);
  }

  String keyOf(Endpoint endpoint) {
    return keys.keyOf(endpoint).orElse(null);
  }

  @PreDestroy
  void close() {
    clients.values().forEach(HttpClient::close);
  }
}
