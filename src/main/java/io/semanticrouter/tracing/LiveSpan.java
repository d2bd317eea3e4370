package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.semanticrouter.tracing.recording.RecordedSpan;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** A span of this process. */
final class LiveSpan implements StageSpan {
  private static final Logger LOG = Logger.getLogger(LiveSpan.class);
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private final RouterSpans stage;
  private final CallerSpan caller;
  private final SpanContext ids;
  private final RecordedSpan span; // null unless the trace is sampled or watched
  private final WatchedTrace watched; // null unless the trace is not sampled and may be kept yet
  private boolean failed;

  /** What is still to be told when the stage has ended, or null. */
  private Future<? extends Traced> later;

  /**
   * A span that has started: {@link SpanRecorder} makes them.
   *
   * @param recorded null where nobody will see it
   * @param watched null but for a trace that is recorded and not sampled
   */
  LiveSpan(
      RouterSpans stage,
      CallerSpan caller,
      SpanContext ids,
      RecordedSpan recorded,
      WatchedTrace watched) {
    this.stage = stage;
    this.caller = caller;
    this.ids = ids;
    this.span = recorded;
    this.watched = watched;
  }

  CallerSpan caller() {
    return caller;
  }

  SpanContext ids() {
    return ids;
  }

  RecordedSpan recorded() {
    return span;
  }

  WatchedTrace watched() {
    return watched;
  }

  @Override
  public boolean isRecording() {
    return span != null;
  }

  @Override
  public boolean isSampled() {
    return ids.isSampled();
  }

  @Override
  public void describe(Traced facts) {
    if (span == null) {
      return;
    }
    try {
      facts.describe(new SpanAttributes(span));
    } catch (RuntimeException e) {
      // A request must not fail because it is watched. The message may hold content.
      LOG.warnf(
          "%s could not describe itself on %s: %s",
          facts.getClass().getName(), stage.spanName(), e.getClass().getName());
    }
  }

  @Override
  public void describeLater(Future<? extends Traced> facts) {
    if (span != null) {
      later = facts;
    }
  }

  @Override
  public void event(String name) {
    event(name, Attributes.empty());
  }

  @Override
  public void event(String name, Attributes attributes) {
    if (span != null) {
      span.addEvent(name, attributes);
    }
  }

  /** The first failure is the cause of those that follow, so it is the one that is kept. */
  @Override
  public void fail(String errorType, String description, Throwable cause) {
    if (span == null || failed) {
      return;
    }
    failed = true;
    if (watched != null) {
      watched.failed();
    }
    span.setStatus(StatusCode.ERROR, description);
    span.setAttribute(SpanAttributes.ERROR_TYPE, errorType);
    if (cause != null) {
      span.recordException(cause);
    }
  }

  /**
   * Ends the span, which is recording, of a stage that returned {@code result}.
   *
   * @return how long the stage has lasted, in nanoseconds
   */
  long end(Object result) {
    long now = span.clock().now();
    if (result instanceof Traced facts) {
      describe(facts);
    }
    return endAt(now);
  }

  /** The same of a stage that threw. */
  long endFailed(Throwable thrown) {
    fail(thrown.getClass().getName(), thrown.getClass().getSimpleName(), thrown);
    return endAt(span.clock().now());
  }

  private long endAt(long epochNanos) {
    long elapsed = epochNanos - span.getStartEpochNanos();
    if (stage.durationKey() != null) {
      span.setAttribute(stage.durationKey(), elapsed / NANOS_PER_MILLI);
    }
    if (watched != null && isRoot()) {
      decide(watched, Duration.ofNanos(elapsed));
    }
    if (later == null) {
      close(epochNanos);
    } else {
      later.onComplete(
          facts -> {
            if (facts.succeeded()) {
              describe(facts.result());
            }
            close(epochNanos);
          });
    }
    return elapsed;
  }

  private boolean isRoot() {
    return stage == RouterSpans.REQUEST_RECEIVED;
  }

  /** The root ends last, so everything that decides is known. */
  private void decide(WatchedTrace trace, Duration elapsed) {
    boolean blocked = "blocked".equals(span.getAttribute(SpanAttributes.SECURITY_ACTION));
    KeepReason reason = trace.decide(blocked, elapsed);
    if (reason != null) {
      span.setAttribute(SpanAttributes.SAMPLING_KEEP_REASON, reason.label());
    }
  }

  /** Hands the span on, as one that ended when its stage did. */
  private void close(long epochNanos) {
    span.end(epochNanos, TimeUnit.NANOSECONDS);
    if (watched != null && isRoot()) {
      watched.over(span);
    } else if (watched != null) {
      watched.add(span);
    }
  }

  @Override
  public void propagate(BiConsumer<String, String> header) {
    header.accept(TraceHeaders.TRACEPARENT, traceResponse());
    if (caller.traceState() != null) {
      header.accept(TraceHeaders.TRACESTATE, caller.traceState());
    }
    if (caller.baggage() != null) {
      header.accept(TraceHeaders.BAGGAGE, caller.baggage());
    }
  }

  @Override
  public String baggage() {
    return caller.baggage();
  }

  @Override
  public String traceId() {
    return ids.getTraceId();
  }

  @Override
  public String spanId() {
    return ids.getSpanId();
  }

  @Override
  public String traceResponse() {
    return "00-" + ids.getTraceId() + '-' + ids.getSpanId() + '-' + ids.getTraceFlags().asHex();
  }
}
