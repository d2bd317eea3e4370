package io.semanticrouter.backend.policy;

import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Puts endpoints into the order in which they are tried. Safe for any thread. */
public interface SelectionPolicy {
  /**
   * Orders endpoints.
   *
   * @param endpoints all fit; may be reordered and emptied
   * @param affinity what requests have in common that should meet the same endpoint, or null
   * @param order gets all of them, the chosen one first
   */
  void order(List<Endpoint> endpoints, String affinity, List<Endpoint> order);

  /**
   * The policy of a configuration.
   *
   * @param random gives the calling thread's source of chance
   */
  static SelectionPolicy of(
      LoadBalancing policy, EndpointLoads loads, Supplier<? extends RandomGenerator> random) {
    return switch (policy) {
      case WEIGHTED -> new Weighted(random);
      case LEAST_IN_FLIGHT -> new LeastCost(random, e -> inFlight(loads, e));
      case P2C -> new TwoChoices(new Weighted(random), loads);
      case VLLM_LOAD -> new LeastCost(random, e -> ServerCost.of(loads.of(e), e.weight()));
      case SESSION -> new Affinity(new Weighted(random));
    };
  }

  private static double inFlight(EndpointLoads loads, Endpoint endpoint) {
    return (loads.of(endpoint).inFlight() + 1.0) / endpoint.weight();
  }
}
