package io.semanticrouter.backend;

import io.semanticrouter.config.Ejection;
import io.semanticrouter.config.HealthCheck;

/**
 * Whether one endpoint is fit to get requests: what the health checks say of it, and what the
 * requests themselves met ({@link CircuitBreaker}). Safe for any thread; moments are those of
 * {@link System#nanoTime()}.
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

  private HealthCheck check;
  private final CircuitBreaker breaker;
  private boolean healthy = true;
  private int contradictions;

  EndpointHealth(HealthCheck check, Ejection ejection) {
    this.check = check;
    this.breaker = new CircuitBreaker(ejection);
  }

  /** Goes by other settings from now on; what is known of the endpoint stays. */
  synchronized void use(HealthCheck newCheck, Ejection newEjection) {
    check = newCheck;
    breaker.use(newEjection);
    if (!check.enabled()) { // nobody would ever say that it is well again
      healthy = true;
      contradictions = 0;
    }
  }

  /** Asks for a request. To be called once for each: it hands out the probes. */
  synchronized Fitness admit(long now) {
    Fitness fitness = fitness();
    return fitness == Fitness.EJECTED && breaker.takesProbe(now) ? Fitness.PROBED : fitness;
  }

  /** Whether requests go there, without asking for one. */
  synchronized Fitness fitness() {
    if (!healthy) {
      return Fitness.UNHEALTHY;
    }
    return breaker.isOpen() ? Fitness.EJECTED : Fitness.FIT;
  }

  /**
   * The endpoint answered a request that was sent at {@code began}.
   *
   * @return true if this changed whether it gets requests
   */
  synchronized boolean succeeded(long now, long began) {
    return breaker.succeeded(now, began);
  }

  /** The answer to a request that was sent at {@code began}, and succeeded, has come whole. */
  synchronized void ended(long began) {
    breaker.ended(began);
  }

  /**
   * The endpoint refused a request that was sent at {@code began}, answered with a server's error,
   * kept it waiting too long, or broke off its answer.
   *
   * @param afterSuccess true if it was told to have succeeded before
   * @return why it gets no requests from now on, as the end of a sentence; null if nothing changed
   */
  synchronized String failed(long now, long began, boolean afterSuccess) {
    return breaker.failed(now, began, afterSuccess);
  }

  /**
   * A health check was answered or was not. It takes several of one kind to change a verdict.
   *
   * @return true if this changed whether it gets requests
   */
  synchronized boolean checked(boolean ok) {
    if (!check.enabled()) { // asked before a reload that wants nobody asked
      return false;
    }
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
