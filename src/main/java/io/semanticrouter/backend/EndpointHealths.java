package io.semanticrouter.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.semanticrouter.backend.EndpointHealth.Fitness;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The health of all endpoints. Each is fit until something says otherwise. */
@ApplicationScoped
public class EndpointHealths {
  private static final Logger LOG = Logger.getLogger(EndpointHealths.class);

  private static final String METRIC = "llm_endpoint_healthy";
  private static final String METRIC_TAG = "endpoint";

  private final MeterRegistry meters;
  private final LongSupplier clock;
  private final PerEndpoint<EndpointHealth> healths = new PerEndpoint<>(_ -> newHealth());

  /** By name of the endpoint, what its metric shows. */
  private final Map<String, EndpointHealth> shown = new ConcurrentHashMap<>();

  private volatile RouterConfig.Upstream settings;
  private volatile Consumer<Endpoint> fit = _ -> {};

  @Inject
  public EndpointHealths(RouterConfig config, MeterRegistry meters) {
    this(config.upstream(), meters, System::nanoTime);
  }

  /**
   * Makes healths with a clock of its own.
   *
   * @param clock gives nanoseconds since some moment
   */
  EndpointHealths(RouterConfig.Upstream settings, MeterRegistry meters, LongSupplier clock) {
    this.settings = settings;
    this.meters = meters;
    this.clock = clock;
  }

  /** Makes the endpoint's metric appear, before its first request. */
  void track(Endpoint endpoint) {
    if (shown.put(endpoint.name(), of(endpoint)) == null) {
      Gauge.builder(METRIC, shown, known -> metric(known.get(endpoint.name())))
          .description("1 if the endpoint gets requests, 0 if health checks or failures forbid it")
          .tag(METRIC_TAG, endpoint.name())
          .strongReference(true)
          .register(meters);
    }
  }

  private static double metric(EndpointHealth health) {
    if (health == null) {
      return Double.NaN;
    }
    return health.fitness() == Fitness.FIT ? 1 : 0;
  }

  /** Before {@link ModelDiscovery}, which sends requests to new endpoints. */
  void reloaded(@Observes @Priority(1_000) ConfigReloaded event) {
    settings = event.now().upstream();
    healths.forEach(health -> health.use(settings.healthCheck(), settings.ejection()));
  }

  void retired(@Observes EndpointsRetired event) {
    healths.remove(event.ids()).forEach(shown.values()::remove);
    for (EndpointId id : event.ids()) {
      if (!shown.containsKey(id.name())) { // else another endpoint has the name by now
        meters.find(METRIC).tag(METRIC_TAG, id.name()).meters().forEach(meters::remove);
      }
    }
  }

  /** Sets who is told, on the thread that tells it, that an endpoint gets requests again. */
  void onFit(Consumer<Endpoint> told) {
    fit = told;
  }

  Set<EndpointId> ids() {
    return healths.ids();
  }

  /** Asks for a request; to be called once for each, because it hands out probes. */
  Fitness admit(Endpoint endpoint) {
    return of(endpoint).admit(clock.getAsLong());
  }

  Fitness fitness(Endpoint endpoint) {
    return of(endpoint).fitness();
  }

  /**
   * The endpoint answered a request with anything but a server's error.
   *
   * @param began when the request was sent, of {@link System#nanoTime()}
   */
  public void succeeded(Endpoint endpoint, long began) {
    if (of(endpoint).succeeded(clock.getAsLong(), began)) {
      LOG.infof("Endpoint %s answers again and gets requests", endpoint.name());
      fit.accept(endpoint);
    }
  }

  /**
   * An answer that {@link #succeeded} was told of has come whole.
   *
   * @param began when the request was sent, of {@link System#nanoTime()}
   */
  public void ended(Endpoint endpoint, long began) {
    of(endpoint).ended(began);
  }

  /**
   * The endpoint failed a request.
   *
   * @param reason for the log: an error type, without content
   * @param began when the request was sent, of {@link System#nanoTime()}
   * @param afterSuccess true if {@link #succeeded} was told of this request: its answer broke off
   */
  public void failed(Endpoint endpoint, String reason, long began, boolean afterSuccess) {
    String ejected = of(endpoint).failed(clock.getAsLong(), began, afterSuccess);
    if (ejected != null) {
      LOG.warnf(
          "Endpoint %s %s (%s): it gets no requests for %d s",
          endpoint.name(), ejected, reason, settings.ejection().duration().toSeconds());
    }
  }

  /**
   * An active health check ended.
   *
   * @param reason why it failed, for the log; null if it did not
   */
  void checked(Endpoint endpoint, String reason) {
    boolean ok = reason == null;
    if (of(endpoint).checked(ok)) {
      if (ok) {
        LOG.infof("Endpoint %s is healthy again and gets requests", endpoint.name());
        fit.accept(endpoint);
      } else {
        LOG.warnf("Endpoint %s is unhealthy (%s): it gets no requests", endpoint.name(), reason);
      }
    }
  }

  private EndpointHealth of(Endpoint endpoint) {
    return healths.of(endpoint);
  }

  private EndpointHealth newHealth() {
    return new EndpointHealth(settings.healthCheck(), settings.ejection());
  }
}
