package io.semanticrouter.backend;

import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Something of each endpoint that outlives changes of its settings: what two configurations call by
 * one {@link EndpointId} is one endpoint. Safe for any thread.
 *
 * @param <T> made when an endpoint is first asked for
 */
public final class PerEndpoint<T> {
  private final Function<Endpoint, T> maker;
  private final Map<EndpointId, T> byId = new ConcurrentHashMap<>();

  /** Spares the making of an id. */
  private final Map<Endpoint, T> bySettings = new ConcurrentHashMap<>();

  public PerEndpoint(Function<Endpoint, T> maker) {
    this.maker = maker;
  }

  public T of(Endpoint endpoint) {
    T known = bySettings.get(endpoint);
    return known != null ? known : add(endpoint);
  }

  /** Under the lock of its id, as {@link #remove} is: what was removed must not come back here. */
  private T add(Endpoint endpoint) {
    return byId.compute(
        EndpointId.of(endpoint),
        (_, known) -> {
          T value = known == null ? maker.apply(endpoint) : known;
          bySettings.put(endpoint, value);
          return value;
        });
  }

  Set<EndpointId> ids() {
    return byId.keySet();
  }

  /** Null where the endpoint is not known. */
  T ofKnown(EndpointId id) {
    return byId.get(id);
  }

  public void forEach(Consumer<T> action) {
    byId.values().forEach(action);
  }

  /** Forgets all of them. */
  public List<T> clear() {
    return remove(Set.copyOf(byId.keySet()));
  }

  /** Forgets endpoints; gives what was known of them. Who asks for one again begins anew. */
  public List<T> remove(Set<EndpointId> ids) {
    List<T> removed = new ArrayList<>();
    for (EndpointId id : ids) {
      byId.computeIfPresent(
          id,
          (_, value) -> {
            bySettings.keySet().removeIf(endpoint -> EndpointId.of(endpoint).equals(id));
            removed.add(value);
            return null;
          });
    }
    return removed;
  }
}
