package io.semanticrouter.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RateLimits;
import io.semanticrouter.config.RateLimits.Limit;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.limit.Denial.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Keeps each client key, or all callers where there are none, to what they may ask for. */
@Startup // so that the metric is there before anybody is refused
@ApplicationScoped
public class RateLimiter {
  /** In the place of a key's name; no key has it. */
  private static final String EVERYONE = "";

  /** Limits, and what the callers have left of them. */
  private record Ledger(RateLimits limits, Map<String, Allowance> allowances) {}

  private final LongSupplier clock;
  private volatile Ledger ledger;
  private final Map<Resource, Counter> denials = new EnumMap<>(Resource.class);

  @Inject
  public RateLimiter(RouterConfig config, MeterRegistry meters) {
    this(config.server().rateLimits(), meters, System::nanoTime);
  }

  /**
   * Makes a limiter with a clock of its own.
   *
   * @param clock gives nanoseconds since some moment
   */
  RateLimiter(RateLimits limits, MeterRegistry meters, LongSupplier clock) {
    this.ledger = new Ledger(limits, new ConcurrentHashMap<>());
    this.clock = clock;
    for (Resource resource : Resource.values()) {
      denials.put(
          resource,
          Counter.builder("llm_rate_limited")
              .description("Requests that were refused because their caller is over its limit")
              .tag("reason", resource.label())
              .register(meters));
    }
  }

  /**
   * Callers whose limit is another one begin with all of it; the others keep what is left. What a
   * request that came before adds meanwhile, by the limits of then, goes with the old ledger.
   */
  void reloaded(@Observes ConfigReloaded event) {
    Ledger before = ledger;
    RateLimits now = event.now().server().rateLimits();
    Map<String, Allowance> kept = new ConcurrentHashMap<>(before.allowances());
    kept.keySet()
        .removeIf(caller -> !limitOf(before.limits(), caller).equals(limitOf(now, caller)));
    ledger = new Ledger(now, kept);
  }

  private static Limit limitOf(RateLimits limits, String caller) {
    return limits.of(caller.equals(EVERYONE) ? null : caller);
  }

  /**
   * What a caller may still ask for.
   *
   * @param key name of its client key, or null where none is required
   */
  public Allowance of(String key) {
    String caller = key == null ? EVERYONE : key;
    Ledger current = ledger;
    Allowance known = current.allowances().get(caller);
    return known != null
        ? known
        : current.allowances().computeIfAbsent(caller, _ -> newAllowance(current.limits().of(key)));
  }

  private Allowance newAllowance(Limit limit) {
    return limit.equals(Limit.NONE) ? Allowance.UNLIMITED : new Allowance(limit, clock);
  }

  /** Asks for one request; null if it may be made. */
  public Denial ask(Allowance allowance) {
    Denial denial = allowance.ask();
    if (denial != null) {
      denials.get(denial.resource()).increment();
    }
    return denial;
  }
}
