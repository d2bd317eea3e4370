package io.semanticrouter.api;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.upstream.UpstreamFailure;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The chat completions that are on their way.
 *
 * <p>When the router is asked to stop, Quarkus refuses new requests and waits for the running ones.
 * Those that outlast {@code server.shutdown_drain} are cut here, a little before Quarkus would
 * close their connections: so a client is told that its answer is not whole, and the spans end with
 * the reason and are exported.
 */
@ApplicationScoped
public class RunningRequests {
  private static final Logger LOG = Logger.getLogger(RunningRequests.class);

  private static final UpstreamFailure SHUTDOWN =
      new UpstreamFailure(Kind.SHUTDOWN, "The router is shutting down.", null);

  private final Vertx vertx;
  private final Duration patience;
  private final Set<ClientConnection> running = ConcurrentHashMap.newKeySet();

  public RunningRequests(
      Vertx vertx,
      RouterConfig config,
      @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
    this.vertx = vertx;
    this.patience = config.server().shutdownDrain().plus(delay.orElse(Duration.ZERO));
  }

  /**
   * Keeps a request.
   *
   * @param over completes when the request is over
   */
  void add(ClientConnection client, Future<?> over) {
    running.add(client);
    over.onComplete(nothing -> running.remove(client));
  }

  /** Fired first of all in a stop, before the delay and the drain; also where there is no delay. */
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    vertx.setTimer(patience.toMillis(), timer -> cut());
  }

  private void cut() {
    LOG.warnf("Requests cut, as they outlast server.shutdown_drain: %d", running.size());
    running.forEach(client -> client.stop(SHUTDOWN));
  }
}
