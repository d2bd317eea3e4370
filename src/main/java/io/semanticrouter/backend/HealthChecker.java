package io.semanticrouter.backend;

import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.HealthCheck;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/**
 * Asks every endpoint from time to time whether it is well: {@code GET} on its {@code
 * health_check_path}, where 2xx is well. Endpoints without one are asked at {@value #DEFAULT_PATH},
 * as vLLM has it; as other servers have not, every answer below 500 is well there.
 */
@ApplicationScoped
public class HealthChecker {
  private static final String DEFAULT_PATH = "/health";

  /**
   * Share of the interval by which checks are early or late, so that routers do not fall in step.
   */
  private static final double JITTER = 0.1;

  private final Vertx vertx;
  private final ModelDiscovery discovery;
  private final EndpointKeys keys;
  private final EndpointHealths healths;

  /** Those that are asked, each in a round of its own. */
  private final Set<Endpoint> checked = ConcurrentHashMap.newKeySet();

  /** Of those that are to be asked later. */
  private final Map<Endpoint, Long> timers = new ConcurrentHashMap<>();

  private EndpointProbe probe;
  private volatile boolean closed;

  public HealthChecker(
      Vertx vertx, ModelDiscovery discovery, EndpointKeys keys, EndpointHealths healths) {
    this.vertx = vertx;
    this.discovery = discovery;
    this.keys = keys;
    this.healths = healths;
  }

  /** After {@link ModelDiscovery#start}, which knows the endpoints. */
  void start(@Observes @Priority(2_001) StartupEvent event) {
    // A connection of its own each time: whether the endpoint takes new ones is part of the
    // question.
    probe = new EndpointProbe(vertx, keys, () -> settings().timeout(), false);
    checkAll();
  }

  /** After {@link ModelDiscovery#reloaded}: what is new is asked at once. */
  void reloaded(@Observes @Priority(2_001) ConfigReloaded event) {
    checkAll();
    if (!settings().equals(event.before().upstream().healthCheck())) {
      timers.forEach(
          (endpoint, timer) -> {
            if (vertx.cancelTimer(timer)) { // or it would wait for what the interval was
              check(endpoint);
            }
          });
    }
  }

  private HealthCheck settings() {
    return discovery.catalog().config().upstream().healthCheck();
  }

  private void checkAll() {
    for (Endpoint endpoint : discovery.catalog().endpoints()) {
      healths.track(endpoint);
      if (settings().enabled() && checked.add(endpoint)) {
        check(endpoint);
      }
    }
  }

  private void check(Endpoint endpoint) {
    if (closed || isDone(endpoint)) {
      return;
    }
    probe
        .get(endpoint, path(endpoint))
        .compose(response -> response.end().map(_ -> verdict(endpoint, response)))
        .otherwise(this::reason)
        .onSuccess(reason -> healths.checked(endpoint, reason))
        .onComplete(_ -> timers.put(endpoint, vertx.setTimer(untilNext(), _ -> check(endpoint))));
  }

  /** True if the endpoint is not to be asked any more; then its round is over. */
  private boolean isDone(Endpoint endpoint) {
    if (isWanted(endpoint)) {
      return false;
    }
    timers.remove(endpoint);
    checked.remove(endpoint);
    // A reload that brings it back meanwhile has found the round going on.
    return !isWanted(endpoint) || !checked.add(endpoint);
  }

  private boolean isWanted(Endpoint endpoint) {
    return settings().enabled() && discovery.catalog().endpoints().contains(endpoint);
  }

  private static String path(Endpoint endpoint) {
    return endpoint.healthCheckPath().orElse(DEFAULT_PATH);
  }

  /** Null if the endpoint is well. */
  private static String verdict(Endpoint endpoint, HttpClientResponse response) {
    int status = response.statusCode();
    boolean well = endpoint.healthCheckPath().isPresent() ? status / 100 == 2 : status < 500;
    return well ? null : status + " from " + path(endpoint);
  }

  private String reason(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "no answer within " + settings().timeout().toMillis() + " ms";
    }
    return ClientTls.isUntrusted(failure)
        ? "its certificate is not trusted"
        : String.valueOf(failure.getMessage());
  }

  private long untilNext() {
    double share = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
    return Math.max(1, (long) (settings().interval().toMillis() * share));
  }

  @PreDestroy
  void close() {
    closed = true;
    if (probe != null) {
      probe.close();
    }
  }
}
