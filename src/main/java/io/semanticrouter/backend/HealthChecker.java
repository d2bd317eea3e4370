package io.semanticrouter.backend;

import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.HealthCheck;
import io.semanticrouter.tls.ClientTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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
  private final HealthCheck settings;
  private final ModelDiscovery discovery;
  private final EndpointKeys keys;
  private final EndpointHealths healths;
  private EndpointProbe probe;
  private volatile boolean closed;

  public HealthChecker(
      Vertx vertx,
      RouterConfig config,
      ModelDiscovery discovery,
      EndpointKeys keys,
      EndpointHealths healths) {
    this.vertx = vertx;
    this.settings = config.upstream().healthCheck();
    this.discovery = discovery;
    this.keys = keys;
    this.healths = healths;
  }

  /** After {@link ModelDiscovery#start}, which knows the endpoints. */
  void start(@Observes @Priority(2_001) StartupEvent event) {
    discovery.catalog().endpoints().forEach(healths::track);
    if (!settings.enabled()) {
      return;
    }
    // A connection of its own each time: whether the endpoint takes new ones is part of the
    // question.
    probe = new EndpointProbe(vertx, keys, settings.timeout(), false);
    discovery.catalog().endpoints().forEach(this::check);
  }

  private void check(Endpoint endpoint) {
    if (closed) {
      return;
    }
    probe
        .get(endpoint, path(endpoint))
        .map(response -> verdict(endpoint, response))
        .otherwise(this::reason)
        .onSuccess(reason -> healths.checked(endpoint, reason))
        .onComplete(_ -> vertx.setTimer(untilNext(), _ -> check(endpoint)));
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
      return "no answer within " + settings.timeout().toMillis() + " ms";
    }
    return ClientTls.isUntrusted(failure)
        ? "its certificate is not trusted"
        : String.valueOf(failure.getMessage());
  }

  private long untilNext() {
    double share = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
    return Math.max(1, (long) (settings.interval().toMillis() * share));
  }

  @PreDestroy
  void close() {
    closed = true;
    if (probe != null) {
      probe.close();
    }
  }
}
