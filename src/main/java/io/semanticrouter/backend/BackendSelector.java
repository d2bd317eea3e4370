package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/** Chooses among the endpoints that serve a model, by their weights. */
@ApplicationScoped
public class BackendSelector {
  private static final String POLICY = "weighted";

  private final IntUnaryOperator random;

  @Inject
  public BackendSelector() {
    this(bound -> ThreadLocalRandom.current().nextInt(bound));
  }

  /**
   * Makes a selector with a source of chance of its own.
   *
   * @param random gives a number from 0 to its argument, exclusive
   */
  BackendSelector(IntUnaryOperator random) {
    this.random = random;
  }

  /**
   * Draws an order without replacement: at each place an endpoint's chance is its share of the
   * weights that are left.
   */
  @RouterSpan(RouterSpans.BACKEND_SELECTION)
  public Backend select(StageSpan span, List<Endpoint> serving) {
    List<String> names = serving.stream().map(Endpoint::name).toList();
    if (serving.size() < 2) {
      return new Backend(serving, names, POLICY);
    }
    List<Endpoint> left = new ArrayList<>(serving);
    List<Endpoint> order = new ArrayList<>(serving.size());
    int total = 0;
    for (Endpoint endpoint : left) {
      total += endpoint.weight();
    }
    while (!left.isEmpty()) {
      Endpoint drawn = left.remove(draw(left, total));
      total -= drawn.weight();
      order.add(drawn);
    }
    return new Backend(order, names, POLICY);
  }

  private int draw(List<Endpoint> endpoints, int total) {
    int ticket = random.applyAsInt(total);
    int i = 0;
    while (ticket >= endpoints.get(i).weight()) {
      ticket -= endpoints.get(i).weight();
      i++;
    }
    return i;
  }
}
