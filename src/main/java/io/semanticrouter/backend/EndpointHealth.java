package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Ejection;
import io.semanticrouter.config.RouterConfig.HealthCheck;

/**
 * Whether one endpoint is fit to get requests: what the health checks say of it, and what the
 * requests themselves met. Safe for any thread.
 *
 * <p>An ejected endpoint gets nothing for a while; then one request is let through as a probe, and
 * its fate lets the endpoint back or keeps it out for as long again.
 */
final class EndpointHealth {
  /** Whether requests may go to an endpoint; the labels are what spans show. */
  enum Fitness {
    FIT("fit"),
    /** The request that asked decides whether the endpoint is let back: it goes there first. */
    PROBED("probed"),
    /** Health checks fail. */
    UNHEALTHY("unhealthy"),
    /** Requests failed. */
    EJECTED("ejected"),
    /** It has all the requests it may have; health knows nothing of that. */
    FULL("full");

    private final String label;

    Fitness(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    boolean excludes() {
      return this != FIT && this != PROBED;
    }
  }

  private final HealthCheck check;
  private final Ejection ejection;

  private boolean healthy = true;
  private int contradictions;
  private int failures;
  private boolean ejected;
  private long ejectedUntil;

  EndpointHealth(HealthCheck check, Ejection ejection) {
    this.check = check;
    this.ejection = ejection;
  }

  /**
   * Asks for a request. To be called once for each: it hands out the probes.
   *
   * @param now of {@link System#nanoTime()}
   */
  synchronized Fitness admit(long now) {
    Fitness fitness = fitness();
    if (fitness != Fitness.EJECTED || now - ejectedUntil < 0) {
      return fitness;
    }
    // A probe whose fate is never told, because its caller left, must not keep the endpoint out.
    ejectedUntil = now + ejection.duration().toNanos();
    return Fitness.PROBED;
  }

  /** Whether requests go there, without asking for one. */
  synchronized Fitness fitness() {
    if (!healthy) {
      return Fitness.UNHEALTHY;
    }
    return ejected ? Fitness.EJECTED : Fitness.FIT;
  }

  /**
   * The endpoint answered a request.
   *
   * @return true if this changed whether it gets requests
   */
  synchronized boolean succeeded() {
    failures = 0;
    boolean back = ejected;
    ejected = false;
    return back;
  }

  /**
   * The endpoint refused a request, answered with a server's error, or kept it waiting too long.
   *
   * @return true if this changed whether it gets requests
   */
  synchronized boolean failed(long now) {
    failures++;
    if (failures < ejection.consecutiveFailures()) {
      return false;
    }
    boolean out = !ejected;
    ejected = true;
    ejectedUntil = now + ejection.duration().toNanos();
    return out;
  }

  /**
   * A health check was answered or was not. It takes several of one kind to change a verdict.
   *
   * @return true if this changed whether it gets requests
   */
  synchronized boolean checked(boolean ok) {
    if (ok == healthy) {
      contradictions = 0;
      return false;
    }
    contradictions++;
    if (contradictions < (healthy ? check.unhealthyAfter() : check.healthyAfter())) {
      return false;
    }
    healthy = ok;
    contradictions = 0;
    return true;
  }
}
