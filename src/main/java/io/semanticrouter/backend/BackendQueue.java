package io.semanticrouter.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where requests wait whose endpoints have all the requests they may have. Those that the same
 * endpoints serve wait in one bounded queue; a place that becomes free at an endpoint is taken for
 * the next of them at once, by who frees it. Safe for any thread; nobody's thread waits.
 */
@Startup // so that the metric is there before anybody waits
@ApplicationScoped
public class BackendQueue {
  private final Vertx vertx;
  private final BackendSelector selector;
  private final EndpointLoads loads;

  /** By the endpoints that serve; the one that was served last comes last. Guarded by this. */
  private final Map<List<EndpointId>, FairQueue<Waiter>> queues = new LinkedHashMap<>();

  /** How many wait in all; changed under the lock, read without. */
  private final AtomicInteger waiting = new AtomicInteger();

  public BackendQueue(
      Vertx vertx,
      BackendSelector selector,
      EndpointLoads loads,
      EndpointHealths healths,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.selector = selector;
    this.loads = loads;
    loads.onEnd(this::mayHaveRoom);
    healths.onFit(this::mayHaveRoom);
    Gauge.builder("llm_backend_queue_size", waiting, AtomicInteger::get)
        .description("Requests that wait because every endpoint of their model is full")
        .register(meters);
  }

  /**
   * Lets a request wait for a place. To be called on its event loop.
   *
   * @param full the overloaded backend that was chosen
   * @param party who shares turns with whom
   * @param config the request's snapshot
   */
  public Waiter join(Backend full, String party, RouterConfig config) {
    Waiter waiter = new Waiter(this, vertx, full, party, config);
    RouterConfig.Queue settings = config.upstream().queue();
    synchronized (this) {
      FairQueue<Waiter> queue = queues.computeIfAbsent(waiter.serving(), _ -> new FairQueue<>());
      Waiter refused = queue.add(party, waiter, settings.maxSize());
      if (refused == null) {
        waiting.incrementAndGet();
      } else {
        refused.tell(refused.full());
      }
      // A place that became free after the choice found nobody who waited. From here on it does.
      serve(waiter.serving());
    }
    waiter.startTimer(settings.timeout());
    return waiter;
  }

  /** True if it waited until now. */
  synchronized boolean remove(Waiter waiter) {
    FairQueue<Waiter> queue = queues.get(waiter.serving());
    if (queue == null || !queue.remove(waiter.party(), waiter)) {
      return false;
    }
    waiting.decrementAndGet();
    forgetIfEmpty(waiter.serving());
    return true;
  }

  /** Gives a place back that nobody came to take. */
  void release(Endpoint endpoint) {
    loads.of(endpoint).end();
  }

  /**
   * The time of a request is over. It gets a place all the same if there is one that nobody told
   * of: an ejected endpoint is due for a probe by now.
   */
  synchronized void expired(Waiter waiter) {
    if (queues.containsKey(waiter.serving())) {
      serve(waiter.serving());
    }
    if (remove(waiter)) {
      waiter.tell(waiter.full());
    }
  }

  private void mayHaveRoom(Endpoint endpoint) {
    if (waiting.get() > 0) {
      serveAll(EndpointId.of(endpoint));
    }
  }

  private synchronized void serveAll(EndpointId endpoint) {
    for (List<EndpointId> serving : List.copyOf(queues.keySet())) {
      if (serving.contains(endpoint)) {
        serve(serving);
      }
    }
  }

  /** Serves those that wait for any of these endpoints, as long as there are places. */
  private void serve(List<EndpointId> serving) {
    FairQueue<Waiter> queue = queues.get(serving);
    boolean served = false;
    for (Waiter next = queue.peek(); next != null; next = queue.peek()) {
      Backend backend = next.choose(selector);
      if (backend.overloaded()) {
        break;
      }
      // Without any fit endpoint waiting is of no use either.
      if (backend.order().isEmpty() || takePlace(backend, next)) {
        queue.poll().tell(backend);
        waiting.decrementAndGet();
        served = true;
      }
    }
    if (served) {
      queues.put(serving, queues.remove(serving));
    }
    forgetIfEmpty(serving);
  }

  /** False if somebody was quicker. */
  private boolean takePlace(Backend backend, Waiter waiter) {
    return loads.of(backend.order().getFirst()).begin(waiter.mostInFlight());
  }

  private void forgetIfEmpty(List<EndpointId> serving) {
    if (queues.get(serving).size() == 0) {
      queues.remove(serving);
    }
  }
}
