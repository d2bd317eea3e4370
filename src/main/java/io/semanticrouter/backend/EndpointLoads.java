package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The load of all endpoints. */
@ApplicationScoped
public class EndpointLoads {
  private final LongSupplier clock;
  private final Map<Endpoint, EndpointLoad> loads = new ConcurrentHashMap<>();
  private volatile Consumer<Endpoint> ended = _ -> {};

  @Inject
  public EndpointLoads() {
    this(System::nanoTime);
  }

  /**
   * Makes loads with a clock of its own.
   *
   * @param clock gives nanoseconds since some moment
   */
  public EndpointLoads(LongSupplier clock) {
    this.clock = clock;
  }

  public EndpointLoad of(Endpoint endpoint) {
    EndpointLoad known = loads.get(endpoint);
    return known != null ? known : loads.computeIfAbsent(endpoint, this::newLoad);
  }

  private EndpointLoad newLoad(Endpoint endpoint) {
    return new EndpointLoad(clock, () -> ended.accept(endpoint));
  }

  /** Sets who is told, on the thread that tells it, that an endpoint has a request less. */
  void onEnd(Consumer<Endpoint> told) {
    ended = told;
  }
}
