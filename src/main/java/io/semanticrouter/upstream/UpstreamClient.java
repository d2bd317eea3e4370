package io.semanticrouter.upstream;

import io.semanticrouter.backend.BackendQueue;
import io.semanticrouter.backend.EndpointHealths;
import io.semanticrouter.backend.EndpointKeys;
import io.semanticrouter.backend.EndpointLoad;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sends requests to backends and relays their answers byte for byte, on the event loop of the
 * client's connection.
 *
 * <p>The Vert.x client rather than the REST client on top of it: the relay needs the raw chunks,
 * pause and resume, and reset, and nothing of the mapping that the REST client adds.
 */
@ApplicationScoped
public class UpstreamClient {
  private final Vertx vertx;
  private final EndpointKeys keys;
  private final EndpointHealths healths;
  private final EndpointLoads loads;
  private final BackendQueue queue;
  private final RetryBudget retries;
  private final EndpointClients clients;
  private final ThreadLocal<Deadlines> deadlines;

  public UpstreamClient(
      Vertx vertx,
      EndpointKeys keys,
      EndpointHealths healths,
      EndpointLoads loads,
      BackendQueue queue,
      EndpointClients clients) {
    this.vertx = vertx;
    this.keys = keys;
    this.healths = healths;
    this.loads = loads;
    this.queue = queue;
    this.clients = clients;
    this.deadlines = ThreadLocal.withInitial(() -> new Deadlines(vertx));
    this.retries = new RetryBudget(System::nanoTime);
  }

  /**
   * Forwards a request and relays the answer. To be called on an event loop.
   *
   * @param config the request's snapshot
   * @return completes, never fails, when the backend's last byte came or none will come; where the
   *     result has a failure and no status, {@code sink} was not called
   */
  @RouterSpan(RouterSpans.UPSTREAM_REQUEST)
  public Future<UpstreamResult> forward(
      StageSpan span, UpstreamCall call, AnswerSink sink, RouterConfig config) {
    return new UpstreamExchange(this, vertx, span, call, sink, config).start();
  }

  HttpClient clientOf(Endpoint endpoint) {
    return clients.of(endpoint);
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

  /** Those of the event loop that calls. */
  Deadlines deadlines() {
    return deadlines.get();
  }

  RetryBudget retries() {
    return retries;
  }
}
