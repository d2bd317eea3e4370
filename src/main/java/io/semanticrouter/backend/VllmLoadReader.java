package io.semanticrouter.backend;

import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the load of every endpoint from its {@code /metrics}, each second, where the policy wants
 * it. An endpoint that gives none is chosen by the requests this router has sent there; one that
 * stops giving it is as busy as it said last for {@value #MISSED_READS} s more, since a server with
 * too much to do answers late, and must not look idle for that.
 */
@ApplicationScoped
public class VllmLoadReader {
  static final int INTERVAL_MILLIS = 1_000;
  private static final Duration TIMEOUT = Duration.ofMillis(900);
  private static final int MISSED_READS = 5;

  private final Vertx vertx;
  private final ModelDiscovery discovery;
  private final EndpointKeys keys;
  private final EndpointLoads loads;
  private final Map<Endpoint, Integer> missed = new ConcurrentHashMap<>();
  private EndpointProbe probe;
  private long timer;

  public VllmLoadReader(
      Vertx vertx, ModelDiscovery discovery, EndpointKeys keys, EndpointLoads loads) {
    this.vertx = vertx;
    this.discovery = discovery;
    this.keys = keys;
    this.loads = loads;
  }

  /** After {@link ModelDiscovery#start}, which knows the endpoints. */
  void start(@Observes @Priority(2_001) StartupEvent event) {
    probe = new EndpointProbe(vertx, keys, () -> TIMEOUT, true);
    timer = vertx.setPeriodic(1, INTERVAL_MILLIS, _ -> readAll());
  }

  /** Which policy there is may change with a reload. */
  private void readAll() {
    ModelCatalog catalog = discovery.catalog();
    if (catalog.config().loadBalancing() == LoadBalancing.VLLM_LOAD) {
      missed.keySet().retainAll(catalog.endpoints());
      catalog.endpoints().forEach(this::read);
    }
  }

  private void read(Endpoint endpoint) {
    probe
        .get(endpoint, "/metrics")
        .compose(EndpointProbe::body)
        .onSuccess(
            text -> {
              missed.remove(endpoint);
              loads.of(endpoint).reported(VllmMetrics.read(text.toString()).orElse(null));
            })
        .onFailure(
            _ -> {
              if (missed.merge(endpoint, 1, Integer::sum) >= MISSED_READS) {
                loads.of(endpoint).reported(null);
              }
            });
  }

  @PreDestroy
  void close() {
    if (probe != null) {
      vertx.cancelTimer(timer); // development mode goes on with the same Vert.x
      probe.close();
    }
  }
}
