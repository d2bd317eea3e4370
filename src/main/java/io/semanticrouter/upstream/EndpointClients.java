package io.semanticrouter.upstream;

import io.semanticrouter.backend.EndpointLoad;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.backend.EndpointsRetired;
import io.semanticrouter.backend.PerEndpoint;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The connections to endpoints, which they keep for as long as they are configured. */
@ApplicationScoped
public class EndpointClients {
  /** Connections from one event loop to an endpoint. */
  private static final int POOL_SIZE = 1_024;

  /**
   * Seconds an idle connection is kept: less than the 5 s after which vLLM's server closes it, so
   * that no request is sent into a closing connection.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  /** Until a client nobody can get any more is closed, if whoever has it does not need it. */
  private static final long CLOSE_AFTER_MILLIS = 10_000;

  private final Vertx vertx;
  private final EndpointLoads loads;
  private final Queue<PerEndpoint<Client>> loops = new ConcurrentLinkedQueue<>();

  /**
   * Each event loop has its own connections. A request that is reset from another loop than its
   * connection's may have ended meanwhile, and the reset then closes the connection under the next
   * request. It also spares the hops between threads.
   */
  private final ThreadLocal<PerEndpoint<Client>> ofLoop = ThreadLocal.withInitial(this::newLoop);

  private volatile Duration connectTimeout;

  public EndpointClients(Vertx vertx, EndpointLoads loads, RouterConfig config) {
    this.vertx = vertx;
    this.loads = loads;
    this.connectTimeout = config.upstream().connectTimeout();
  }

  private record Client(HttpClient client, EndpointLoad load) {}

  private PerEndpoint<Client> newLoop() {
    PerEndpoint<Client> clients = new PerEndpoint<>(this::newClient);
    loops.add(clients);
    return clients;
  }

  /** The client of the calling event loop. */
  HttpClient of(Endpoint endpoint) {
    return ofLoop.get().of(endpoint).client();
  }

  private Client newClient(Endpoint endpoint) {
    HttpClient client =
        vertx.createHttpClient(
            ClientTls.apply(
                endpoint.tls(),
                new HttpClientOptions()
                    .setSsl(endpoint.scheme().equals("https"))
                    .setConnectTimeout((int) connectTimeout.toMillis())
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                    .setTracingPolicy(TracingPolicy.IGNORE)),
            new PoolOptions().setHttp1MaxSize(POOL_SIZE));
    return new Client(client, loads.of(endpoint));
  }

  /** The time a client has to connect is fixed when it is made: for another one, others are. */
  void reloaded(@Observes ConfigReloaded event) {
    Duration now = event.now().upstream().connectTimeout();
    if (!now.equals(connectTimeout)) {
      connectTimeout = now;
      loops.forEach(clients -> clients.clear().forEach(this::closeLater));
    }
  }

  /** Before the loads are let go, which say whether a client is in use. */
  void retired(@Observes @Priority(1_000) EndpointsRetired event) {
    for (PerEndpoint<Client> clients : loops) {
      clients.remove(event.ids()).forEach(this::closeLater);
    }
  }

  /** Somebody may have got it just before it was removed, and has begun a request with it. */
  private void closeLater(Client retired) {
    vertx.setTimer(
        CLOSE_AFTER_MILLIS,
        _ -> {
          if (retired.load().inFlight() == 0) {
            retired.client().close();
          } else {
            closeLater(retired);
          }
        });
  }

  @PreDestroy
  void close() {
    loops.forEach(clients -> clients.forEach(client -> client.client().close()));
  }
}
