package io.semanticrouter.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.semanticrouter.backend.EndpointHealth.Fitness;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** The health of all endpoints. Each is fit until something says otherwise. */
@ApplicationScoped
public class EndpointHealths {
  private static final Logger LOG = Logger.getLogger(EndpointHealths.class);

  private final RouterConfig.Upstream settings;
  private final MeterRegistry meters;
  private final LongSupplier clock;
  private final Map<Endpoint, EndpointHealth> healths = new ConcurrentHashMap<>();

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

  /** Makes the endpoint's metric appear before its first request. */
  void track(Endpoint endpoint) {
    of(endpoint);
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
    }
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
      } else {
        LOG.warnf("Endpoint %s is unhealthy (%s): it gets no requests", endpoint.name(), reason);
      }
    }
  }

  private EndpointHealth of(Endpoint endpoint) {
    EndpointHealth known = healths.get(endpoint);
    return known != null ? known : healths.computeIfAbsent(endpoint, this::newHealth);
  }

  private EndpointHealth newHealth(Endpoint endpoint) {
    EndpointHealth health = new EndpointHealth(settings.healthCheck(), settings.ejection());
    Gauge.builder("llm_endpoint_healthy", health, h -> h.fitness() == Fitness.FIT ? 1 : 0)
        .description("1 if the endpoint gets requests, 0 if health checks or failures forbid it")
        .tag("endpoint", endpoint.name())
        .strongReference(true)
        .register(meters);
    return health;
  }
}
