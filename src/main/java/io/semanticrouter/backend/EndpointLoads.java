package io.semanticrouter.backend;

import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig.Endpoint;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The load of all endpoints. */
@ApplicationScoped
public class EndpointLoads {
  private static final int LAST = 10_000;

  private final LongSupplier clock;
  private final PerEndpoint<EndpointLoad> loads = new PerEndpoint<>(this::newLoad);
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
    return loads.of(endpoint);
  }

  private EndpointLoad newLoad(Endpoint endpoint) {
    return new EndpointLoad(clock, () -> ended.accept(endpoint));
  }

  Set<EndpointId> ids() {
    return loads.ids();
  }

  /** True if the endpoint has no requests. */
  boolean isIdle(EndpointId id) {
    EndpointLoad load = loads.ofKnown(id);
    return load == null || load.inFlight() == 0;
  }

  /** Last of all: whether something of an endpoint may be let go depends on its load. */
  void retired(@Observes @Priority(LAST) EndpointsRetired event) {
    loads.remove(event.ids());
  }

  /** Sets who is told, on the thread that tells it, that an endpoint has a request less. */
  void onEnd(Consumer<Endpoint> told) {
    ended = told;
  }
}
