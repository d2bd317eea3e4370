package io.semanticrouter.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.semanticrouter.config.PiiType;
import io.semanticrouter.routing.RoutingDecision.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the requests of one model. Safe for any thread. */
public final class RequestMeters {
  private static final String MODEL = "model";

  private final MeterRegistry registry;
  private final String model;
  private final Counter requests;
  private final Map<Reason, Counter> reasons = new ConcurrentHashMap<>();
  private final Map<ErrorReason, Counter> errors = new ConcurrentHashMap<>();
  private final Map<PiiType, Counter> violations = new ConcurrentHashMap<>();

  RequestMeters(MeterRegistry registry, String model) {
    this.registry = registry;
    this.model = model;
    this.requests =
        Counter.builder("llm_model_requests")
            .description("Requests that are over, by the model that answered or was asked last")
            .tag(MODEL, model)
            .register(registry);
  }

  /** A request is over, well or not. */
  public void over() {
    requests.increment();
  }

  /** Its model was decided. */
  public void routed(Reason reason) {
    counter(reasons, reason).increment();
  }

  /** It got no good answer. */
  public void failed(ErrorReason reason) {
    counter(errors, reason).increment();
  }

  /** It was blocked, as the model must not see personal data of this type. */
  public void violated(PiiType type) {
    counter(violations, type).increment();
  }

  private <K> Counter counter(Map<K, Counter> counters, K key) {
    Counter known = counters.get(key);
    return known != null ? known : counters.computeIfAbsent(key, this::newCounter);
  }

  private Counter newCounter(Object key) {
    Counter.Builder counter =
        switch (key) {
          case Reason reason ->
              Counter.builder("llm_routing_reason_codes")
                  .description("Routing decisions by what decided")
                  .tag("reason_code", reason.code());
          case ErrorReason reason ->
              Counter.builder("llm_request_errors")
                  .description("Requests that got no good answer, by why; blocks are none of them")
                  .tag("reason", reason.label());
          case PiiType type ->
              Counter.builder("llm_pii_violations")
                  .description("Types of personal data for which requests were blocked")
                  .tag("pii_type", type.name());
          default -> throw new IllegalArgumentException("No counter of " + key.getClass());
        };
    return counter.tag(MODEL, model).register(registry);
  }
}
