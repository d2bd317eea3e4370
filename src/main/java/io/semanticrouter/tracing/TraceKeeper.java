package io.semanticrouter.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig.Keep;
import io.semanticrouter.tracing.recording.RecordedSpan;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps traces that the sampler dropped and that turn out to be worth it when their request is
 * over: {@code sampling.keep}. Until then their spans are held, bounded in number and in memory.
 */
@Singleton
final class TraceKeeper {
  /** Requests that are watched at the same time: as many as are let in by default. */
  static final int MAX_TRACES = 4_096;

  /** Of all spans that are held: 32 MiB, by {@link SpanSize}. */
  static final long MAX_BYTES = 32L << 20;

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final Map<KeepReason, Counter> kept = new EnumMap<>(KeepReason.class);
  private final Counter lost;
  private volatile Keep rules;
  private volatile SpanProcessor exporter = SpanProcessor.composite();

  @Inject
  TraceKeeper(RouterConfig config, MeterRegistry meters) {
    this(config.tracing().sampling().keep(), meters);
  }

  TraceKeeper(Keep rules, MeterRegistry meters) {
    this.rules = rules;
    for (KeepReason reason : KeepReason.values()) {
      kept.put(
          reason,
          Counter.builder("router_traces_kept")
              .description("Traces that were kept though the sampler had dropped them")
              .tag("reason", reason.label())
              .register(meters));
    }
    lost =
        Counter.builder("router_traces_unwatched")
            .description("Traces or spans no keep rule could see, because too many are held")
            .register(meters);
  }

  /** Where the spans of kept traces go. */
  void exportTo(SpanProcessor processor) {
    exporter = processor;
  }

  void reloaded(@Observes ConfigReloaded event) {
    rules = event.now().tracing().sampling().keep();
  }

  /** A trace to be watched until it is over; null if there are too many. */
  WatchedTrace watch() {
    if (open.incrementAndGet() > MAX_TRACES) {
      open.decrementAndGet();
      lost.increment();
      return null;
    }
    return new WatchedTrace(this, rules);
  }

  /** Takes memory for a span that is held; false if there is none left. */
  boolean reserve(long size) {
    if (bytes.addAndGet(size) > MAX_BYTES) {
      bytes.addAndGet(-size);
      lost.increment();
      return false;
    }
    return true;
  }

  /** Hands on a span that has ended, as a sampled one. */
  void export(RecordedSpan span) {
    exporter.onEnd(span.asSampled());
  }

  /**
   * A trace is over.
   *
   * @param held bytes that were reserved for it
   * @param reason null where it was not kept
   */
  void closed(long held, KeepReason reason) {
    open.decrementAndGet();
    bytes.addAndGet(-held);
    if (reason != null) {
      kept.get(reason).increment();
    }
  }

  /** Traces that are watched now. */
  int open() {
    return open.get();
  }

  /** Bytes that are held now. */
  long bytes() {
    return bytes.get();
  }
}
