package io.semanticrouter.backend.policy;

import io.semanticrouter.backend.EndpointLoad;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig.Endpoint;
import java.util.Collections;
import java.util.List;

/**
 * The better of two that are drawn by weight: the one where a request is likely to wait less, its
 * latency times the requests it has. Unlike the best of all it does not send everybody to the same
 * endpoint between two measurements (Mitzenmacher, The Power of Two Choices, 2001).
 */
final class TwoChoices implements SelectionPolicy {
  private final Weighted draw;
  private final EndpointLoads loads;

  TwoChoices(Weighted draw, EndpointLoads loads) {
    this.draw = draw;
    this.loads = loads;
  }

  @Override
  public void order(List<Endpoint> endpoints, String affinity, List<Endpoint> order) {
    int first = order.size();
    draw.order(endpoints, affinity, order);
    if (order.size() > first + 1 && cost(order.get(first + 1)) < cost(order.get(first))) {
      Collections.swap(order, first, first + 1);
    }
  }

  private double cost(Endpoint endpoint) {
    EndpointLoad load = loads.of(endpoint);
    return load.latencyNanos() * (load.inFlight() + 1);
  }
}
