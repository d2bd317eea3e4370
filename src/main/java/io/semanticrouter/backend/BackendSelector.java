package io.semanticrouter.backend;

import io.semanticrouter.backend.EndpointHealth.Fitness;
import io.semanticrouter.backend.policy.SelectionPolicy;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Chooses among the endpoints that serve a model and are fit to. */
@ApplicationScoped
public class BackendSelector {
  private final EndpointHealths healths;
  private final EndpointLoads loads;
  private final Map<LoadBalancing, SelectionPolicy> policies = new EnumMap<>(LoadBalancing.class);

  @Inject
  public BackendSelector(EndpointHealths healths, EndpointLoads loads) {
    this(healths, loads, ThreadLocalRandom::current);
  }

  /**
   * Makes a selector with a source of chance of its own.
   *
   * @param random gives the calling thread's
   */
  BackendSelector(
      EndpointHealths healths, EndpointLoads loads, Supplier<? extends RandomGenerator> random) {
    this.healths = healths;
    this.loads = loads;
    for (LoadBalancing policy : LoadBalancing.values()) {
      policies.put(policy, SelectionPolicy.of(policy, loads, random));
    }
  }

  /**
   * Puts the endpoints into the order in which they are tried. One that is to be probed comes
   * first. Where all others are ejected too, they are the last resort.
   *
   * @param affinity what requests have in common that should meet the same endpoint, or null
   * @param config the request's snapshot; decides the policy and when an endpoint is full
   */
  @RouterSpan(RouterSpans.BACKEND_SELECTION)
  public Backend select(
      StageSpan span, List<Endpoint> serving, String affinity, RouterConfig config) {
    int mostInFlight = config.upstream().maxInFlightPerEndpoint();
    List<Endpoint> order = new ArrayList<>(serving.size());
    List<Endpoint> fit = new ArrayList<>(serving.size());
    List<Endpoint> ejected = List.of();
    List<String> excluded = List.of();
    boolean overloaded = false;
    for (Endpoint endpoint : serving) {
      boolean full = loads.of(endpoint).inFlight() >= mostInFlight;
      Fitness fitness = full ? whileFull(endpoint) : fitness(endpoint, order.isEmpty());
      switch (fitness) {
        case FIT -> fit.add(endpoint);
        case PROBED -> order.add(endpoint);
        case EJECTED -> ejected = full ? ejected : with(ejected, endpoint);
        case FULL -> overloaded = true;
        case UNHEALTHY -> {}
      }
      if (fitness.excludes()) {
        excluded = with(excluded, endpoint.name() + ": " + fitness.label());
      }
    }
    // One that is full will have room again: that is worth waiting for, before a broken one is
    // asked.
    boolean lastResort = fit.isEmpty() && order.isEmpty() && !ejected.isEmpty() && !overloaded;
    LoadBalancing policy = config.loadBalancing();
    policies.get(policy).order(lastResort ? ejected : fit, affinity, order);
    boolean allFull = overloaded && order.isEmpty();
    return new Backend(serving, affinity, order, excluded, lastResort, allFull, policy.label());
  }

  /**
   * A request makes one probe at most: to take another would keep that endpoint out for nothing.
   */
  private Fitness fitness(Endpoint endpoint, boolean mayProbe) {
    return mayProbe ? healths.admit(endpoint) : healths.fitness(endpoint);
  }

  /** Full is what is well otherwise: the others are not worth waiting for. */
  private Fitness whileFull(Endpoint endpoint) {
    Fitness fitness = healths.fitness(endpoint);
    return fitness.excludes() ? fitness : Fitness.FULL;
  }

  /** Nearly always nothing is excluded: then no list is made. */
  private static <T> List<T> with(List<T> list, T element) {
    List<T> longer = list.isEmpty() ? new ArrayList<>() : list;
    longer.add(element);
    return longer;
  }
}
