package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** A span of this process. As the handler of a stage's future it ends with the future. */
final class LiveSpan implements StageSpan, Handler<AsyncResult<Object>> {
  private static final Logger LOG = Logger.getLogger(LiveSpan.class);
  private static final double NANOS_PER_MILLI = 1_000_000.0;

  private final RouterSpans stage;
  private final CallerSpan caller;
  private final Span span;
  private final boolean recording;
  private final WatchedTrace watched; // null unless the trace is not sampled and may be kept yet
  // Made with the first child. Two stages at once may both make it: they are equal.
  private Context context;
  private boolean failed;

  /** What is still to be told when the stage has ended, or null. */
  private Future<? extends Traced> later;

  private LiveSpan(RouterSpans stage, CallerSpan caller, Span span, WatchedTrace watched) {
    this.stage = stage;
    this.caller = caller;
    this.span = span;
    this.watched = watched;
    this.recording = watched != null || span.getSpanContext().isSampled();
  }

  /** Starts the root of a request. */
  static LiveSpan root(Tracer tracer, RouterSpans stage, CallerSpan caller, TraceKeeper keeper) {
    Span span = start(tracer, stage, caller.context());
    boolean undecided = span.isRecording() && !span.getSpanContext().isSampled();
    return new LiveSpan(stage, caller, span, undecided ? keeper.watch() : null);
  }

  /** Starts a stage under this span. */
  LiveSpan child(Tracer tracer, RouterSpans stage) {
    Context parent = context;
    if (parent == null) {
      parent = Context.root().with(span);
      context = parent;
    }
    return new LiveSpan(stage, caller, start(tracer, stage, parent), watched);
  }

  private static Span start(Tracer tracer, RouterSpans stage, Context parent) {
    Span span =
        tracer
            .spanBuilder(stage.spanName())
            .setSpanKind(stage.kind())
            .setParent(parent)
            .startSpan();
    // Not on the builder, which would keep it for spans that are dropped, too: no sampler asks.
    span.setAttribute(SpanAttributes.OPENINFERENCE_SPAN_KIND, stage.openInferenceKind());
    return span;
  }

  @Override
  public boolean isRecording() {
    return recording;
  }

  @Override
  public boolean isSampled() {
    return span.getSpanContext().isSampled();
  }

  /** Of a recording span: how long it has lasted, by the clock of the trace. */
  long latencyNanos() {
    return ((ReadableSpan) span).getLatencyNanos();
  }

  @Override
  public void describe(Traced facts) {
    if (!recording) {
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
    if (recording) {
      later = facts;
    }
  }

  @Override
  public void event(String name) {
    span.addEvent(name);
  }

  @Override
  public void event(String name, Attributes attributes) {
    span.addEvent(name, attributes);
  }

  /** The first failure is the cause of those that follow, so it is the one that is kept. */
  @Override
  public void fail(String errorType, String description, Throwable cause) {
    if (!recording || failed) {
      return;
    }
    failed = true;
    if (watched != null) {
      watched.failed();
    }
    span.setStatus(StatusCode.ERROR, description);
    span.setAttribute(SpanAttributes.ERROR_TYPE, errorType);
    if (cause != null) {
      span.addEvent(ExceptionEvents.NAME, ExceptionEvents.attributes(cause));
    }
  }

  /** Ends the span of a stage that returned {@code result}. */
  void end(Object result) {
    Double elapsed = elapsedMillis();
    if (result instanceof Traced facts) {
      describe(facts);
    }
    end(elapsed);
  }

  /** Ends the span of a stage that threw. */
  void endFailed(Throwable thrown) {
    Double elapsed = elapsedMillis();
    fail(thrown.getClass().getName(), thrown.getClass().getSimpleName(), thrown);
    end(elapsed);
  }

  @Override
  public void handle(AsyncResult<Object> done) {
    if (done.succeeded()) {
      end(done.result());
    } else {
      endFailed(done.cause());
    }
  }

  private Double elapsedMillis() {
    return recording && stage.durationKey() != null ? latencyNanos() / NANOS_PER_MILLI : null;
  }

  private void end(Double elapsedMillis) {
    if (elapsedMillis != null) {
      span.setAttribute(stage.durationKey(), elapsedMillis);
    }
    if (watched != null && isRoot()) {
      decide(watched);
    }
    if (later == null) {
      close(0);
      return;
    }
    long end = nowEpochNanos();
    later.onComplete(
        facts -> {
          if (facts.succeeded()) {
            describe(facts.result());
          }
          close(end);
        });
  }

  private boolean isRoot() {
    return stage == RouterSpans.REQUEST_RECEIVED;
  }

  /** The root ends last, so everything that decides is known. */
  private void decide(WatchedTrace trace) {
    boolean blocked =
        "blocked".equals(((ReadableSpan) span).getAttribute(SpanAttributes.SECURITY_ACTION));
    KeepReason reason = trace.decide(blocked, Duration.ofNanos(latencyNanos()));
    if (reason != null) {
      span.setAttribute(SpanAttributes.SAMPLING_KEEP_REASON, reason.label());
    }
  }

  /**
   * Hands the span on.
   *
   * @param endEpochNanos when its stage ended; 0: now
   */
  private void close(long endEpochNanos) {
    span.end(endEpochNanos, TimeUnit.NANOSECONDS);
    if (watched != null && isRoot()) {
      watched.over((ReadableSpan) span);
    } else if (watched != null) {
      watched.add((ReadableSpan) span);
    }
  }

  /**
   * By the clock that the spans of the trace share, so that they nest. 0, which is now: unknown.
   */
  private long nowEpochNanos() {
    return span instanceof ReadableSpan readable
        ? readable.toSpanData().getStartEpochNanos() + readable.getLatencyNanos()
        : 0;
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
    return span.getSpanContext().getTraceId();
  }

  @Override
  public String spanId() {
    return span.getSpanContext().getSpanId();
  }

  @Override
  public String traceResponse() {
    SpanContext id = span.getSpanContext();
    return "00-" + id.getTraceId() + '-' + id.getSpanId() + '-' + id.getTraceFlags().asHex();
  }
}
