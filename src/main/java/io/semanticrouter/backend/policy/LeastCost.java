package io.semanticrouter.backend.policy;

import io.semanticrouter.config.RouterConfig.Endpoint;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** The cheapest endpoint first; among equals chance decides. */
final class LeastCost implements SelectionPolicy {
  private final Supplier<? extends RandomGenerator> random;
  private final ToDoubleFunction<Endpoint> cost;

  LeastCost(Supplier<? extends RandomGenerator> random, ToDoubleFunction<Endpoint> cost) {
    this.random = random;
    this.cost = cost;
  }

  @Override
  public void order(List<Endpoint> endpoints, String affinity, List<Endpoint> order) {
    int count = endpoints.size();
    // Costs change while others send requests: they are read once, or the order may contradict
    // itself.
    double[] costs = new double[count];
    for (int i = 0; i < count; i++) {
      costs[i] = cost.applyAsDouble(endpoints.get(i));
    }
    int start = count > 1 ? random.get().nextInt(count) : 0;
    boolean[] taken = new boolean[count];
    for (int place = 0; place < count; place++) {
      int best = -1;
      for (int k = 0; k < count; k++) {
        int i = (start + k) % count;
        if (!taken[i] && (best < 0 || costs[i] < costs[best])) {
          best = i;
        }
      }
      taken[best] = true;
      order.add(endpoints.get(best));
    }
  }
}
