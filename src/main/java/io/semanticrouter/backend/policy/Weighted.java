package io.semanticrouter.backend.policy;

import io.semanticrouter.config.RouterConfig.Endpoint;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws without replacement: at each place an endpoint's chance is its share of the weights that
 * are left.
 */
final class Weighted implements SelectionPolicy {
  private final Supplier<? extends RandomGenerator> random;

  Weighted(Supplier<? extends RandomGenerator> random) {
    this.random = random;
  }

  @Override
  public void order(List<Endpoint> endpoints, String affinity, List<Endpoint> order) {
    int total = 0;
    for (Endpoint endpoint : endpoints) {
      total += endpoint.weight();
    }
    while (endpoints.size() > 1) {
      Endpoint drawn = endpoints.remove(draw(endpoints, random.get().nextInt(total)));
      total -= drawn.weight();
      order.add(drawn);
    }
    order.addAll(endpoints);
  }

  private static int draw(List<Endpoint> endpoints, int ticket) {
    int left = ticket;
    int i = 0;
    while (left >= endpoints.get(i).weight()) {
      left -= endpoints.get(i).weight();
      i++;
    }
    return i;
  }
}
