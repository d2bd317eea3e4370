package io.semanticrouter.backend;

import io.semanticrouter.backend.EndpointHealth.Fitness;
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

/** Chooses among the endpoints that serve a model and are fit to, by their weights. */
@ApplicationScoped
public class BackendSelector {
  private static final String POLICY = "weighted";

  private final EndpointHealths healths;
  private final IntUnaryOperator random;

  @Inject
  public BackendSelector(EndpointHealths healths) {
    this(healths, bound -> ThreadLocalRandom.current().nextInt(bound));
  }

  /**
   * Makes a selector with a source of chance of its own.
   *
   * @param random gives a number from 0 to its argument, exclusive
   */
  BackendSelector(EndpointHealths healths, IntUnaryOperator random) {
    this.healths = healths;
    this.random = random;
  }

  /**
   * Draws an order without replacement: at each place an endpoint's chance is its share of the
   * weights that are left. An endpoint that is to be probed comes first. Where all others are
   * ejected too, they are tried all the same: there is nothing to lose.
   */
  @RouterSpan(RouterSpans.BACKEND_SELECTION)
  public Backend select(StageSpan span, List<Endpoint> serving) {
    List<Endpoint> order = new ArrayList<>(serving.size());
    List<Endpoint> fit = new ArrayList<>(serving.size());
    List<Endpoint> ejected = List.of();
    List<String> names = new ArrayList<>(serving.size());
    List<String> excluded = List.of();
    for (Endpoint endpoint : serving) {
      names.add(endpoint.name());
      Fitness fitness = healths.admit(endpoint);
      switch (fitness) {
        case FIT -> fit.add(endpoint);
        case PROBED -> order.add(endpoint);
        case EJECTED -> ejected = with(ejected, endpoint);
        case UNHEALTHY -> {}
      }
      if (fitness == Fitness.EJECTED || fitness == Fitness.UNHEALTHY) {
        excluded = with(excluded, endpoint.name() + ": " + fitness.label());
      }
    }
    draw(fit.isEmpty() && order.isEmpty() ? ejected : fit, order);
    return new Backend(order, names, excluded, POLICY);
  }

  /** Nearly always nothing is excluded: then no list is made. */
  private static <T> List<T> with(List<T> list, T element) {
    List<T> longer = list.isEmpty() ? new ArrayList<>() : list;
    longer.add(element);
    return longer;
  }

  private void draw(List<Endpoint> left, List<Endpoint> order) {
    int total = 0;
    for (Endpoint endpoint : left) {
      total += endpoint.weight();
    }
    while (left.size() > 1) {
      Endpoint drawn = left.remove(drawn(left, total));
      total -= drawn.weight();
      order.add(drawn);
    }
    order.addAll(left);
  }

  private int drawn(List<Endpoint> endpoints, int total) {
    int ticket = random.applyAsInt(total);
    int i = 0;
    while (ticket >= endpoints.get(i).weight()) {
      ticket -= endpoints.get(i).weight();
      i++;
    }
    return i;
  }
}
