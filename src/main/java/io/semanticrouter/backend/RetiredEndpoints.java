package io.semanticrouter.backend;

import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.EndpointId;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Lets go of endpoints that a reload took out of the configuration, once they are drained. Asked
 * from time to time: a request that began before the reload may still turn to such an endpoint.
 */
@ApplicationScoped
public class RetiredEndpoints {
  private static final Logger LOG = Logger.getLogger(RetiredEndpoints.class);
  private static final int INTERVAL_SECONDS = 10;

  private final Vertx vertx;
  private final ModelDiscovery discovery;
  private final EndpointHealths healths;
  private final EndpointLoads loads;
  private final Event<EndpointsRetired> retired;
  private long timer = -1;

  public RetiredEndpoints(
      Vertx vertx,
      ModelDiscovery discovery,
      EndpointHealths healths,
      EndpointLoads loads,
      Event<EndpointsRetired> retired) {
    this.vertx = vertx;
    this.discovery = discovery;
    this.healths = healths;
    this.loads = loads;
    this.retired = retired;
  }

  void start(@Observes @Priority(2_001) StartupEvent event) {
    timer = vertx.setPeriodic(TimeUnit.SECONDS.toMillis(INTERVAL_SECONDS), _ -> letGo());
  }

  /** Development mode goes on with the same Vert.x. */
  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }

  private void letGo() {
    Set<EndpointId> drained = drained();
    if (!drained.isEmpty()) {
      retired.fire(new EndpointsRetired(drained));
      drained.forEach(id -> LOG.infof("Endpoint %s is drained and gone", id.name()));
    }
  }

  Set<EndpointId> drained() {
    Set<EndpointId> configured =
        discovery.catalog().endpoints().stream().map(EndpointId::of).collect(Collectors.toSet());
    Set<EndpointId> drained = new LinkedHashSet<>();
    Set<EndpointId> known = new LinkedHashSet<>(healths.ids());
    known.addAll(loads.ids());
    for (EndpointId id : known) {
      if (!configured.contains(id) && loads.isIdle(id)) {
        drained.add(id);
      }
    }
    return drained;
  }
}
