package io.semanticrouter.upstream;

import io.semanticrouter.backend.BackendQueue;
import io.semanticrouter.backend.EndpointHealths;
import io.semanticrouter.backend.EndpointKeys;
import io.semanticrouter.backend.EndpointLoad;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tls.ClientTls;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sends requests to backends and relays their answers byte for byte, on the event loop of the
 * client's connection.
 *
 * <p>The Vert.x client rather than the REST client on top of it: the relay needs the raw chunks,
 * pause and resume, and reset, and nothing of the mapping that the REST client adds.
 */
@ApplicationScoped
public class UpstreamClient {
  /** Connections from one event loop to an endpoint. */
  private static final int POOL_SIZE = 1_024;

  /**
   * Seconds an idle connection is kept: less than the 5 s after which vLLM's server closes it, so
   * that no request is sent into a closing connection.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final EndpointKeys keys;
  private final EndpointHealths healths;
  private final EndpointLoads loads;
  private final BackendQueue queue;
  private final RetryBudget retries;
  private final Queue<HttpClient> clients = new ConcurrentLinkedQueue<>();

  /**
   * Each event loop has its own connections. A request that is reset from another loop than its
   * connection's may have ended meanwhile, and the reset then closes the connection under the next
   * request. It also spares the hops between threads.
   */
  private final ThreadLocal<Map<Endpoint, HttpClient>> clientsOfLoop =
      ThreadLocal.withInitial(HashMap::new);

  public UpstreamClient(
      Vertx vertx,
      EndpointKeys keys,
      EndpointHealths healths,
      EndpointLoads loads,
      BackendQueue queue,
      RouterConfig config) {
    this.vertx = vertx;
    this.keys = keys;
    this.healths = healths;
    this.loads = loads;
    this.queue = queue;
    this.retries = new RetryBudget(config.upstream().retry().budget(), System::nanoTime);
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
    return clientsOfLoop.get().computeIfAbsent(endpoint, e -> newClient(e, limits));
  }

  private HttpClient newClient(Endpoint endpoint, RouterConfig.Upstream limits) {
    HttpClient client =
        vertx.createHttpClient(
            ClientTls.apply(
                endpoint.tls(),
                new HttpClientOptions()
                    .setSsl(endpoint.scheme().equals("https"))
                    .setConnectTimeout((int) limits.connectTimeout().toMillis())
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                    .setTracingPolicy(TracingPolicy.IGNORE)),
            new PoolOptions().setHttp1MaxSize(POOL_SIZE));
    clients.add(client);
    return client;
  }

  String authorizationOf(Endpoint endpoint) {
    return keys.authorizationOf(endpoint).orElse(null);
  }

  EndpointHealths healths() {
    return healths;
  }

  EndpointLoad loadOf(Endpoint endpoint) {
    return loads.of(endpoint);
  }

  BackendQueue queue() {
    return queue;
  }

  RetryBudget retries() {
    return retries;
  }

  @PreDestroy
  void close() {
    clients.forEach(HttpClient::close);
  }
}
