package io.semanticrouter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.internal.ImmutableSpanContext;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.semanticrouter.tracing.recording.RecordedSpan;
import io.semanticrouter.tracing.recording.TraceClock;
import io.semanticrouter.tracing.recording.TracerState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Starts the spans of requests. It stands in for the SDK's tracer, whose limits, resource, ids and
 * processors it has: each stage follows its root, so a sampler is asked for roots alone, and a span
 * that nobody records is a pair of ids.
 */
@Singleton
final class SpanRecorder {
  private final TracerState tracer;
  private final IdGenerator ids;
  private final Sampler sampler;
  private final TraceKeeper keeper;
  private final boolean idsAreValid;

  /** Of the SDK, once it is set up. */
  @Inject
  SpanRecorder(
      OpenTelemetry openTelemetry,
      TracerProviderSetup setup,
      RouterSampler sampler,
      TraceKeeper keeper) {
    this(setup.tracer(openTelemetry), setup.ids(), sampler, keeper);
  }

  SpanRecorder(TracerState tracer, IdGenerator ids, Sampler sampler, TraceKeeper keeper) {
    this.tracer = tracer;
    this.ids = ids;
    this.sampler = sampler;
    this.keeper = keeper;
    this.idsAreValid = ids.equals(IdGenerator.random());
  }

  /** Starts the root of a request. */
  LiveSpan root(RouterSpans stage, CallerSpan caller) {
    SpanContext parent = caller.ids();
    String traceId = parent.isValid() ? parent.getTraceId() : ids.generateTraceId();
    SamplingResult sampling =
        sampler.shouldSample(
            caller.context(),
            traceId,
            stage.spanName(),
            stage.kind(),
            Attributes.empty(),
            List.of());
    boolean sampled = sampling.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
    SpanContext own =
        context(
            traceId,
            sampled ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            sampling.getUpdatedTraceState(parent.getTraceState()));
    WatchedTrace watched =
        sampling.getDecision() == SamplingDecision.RECORD_ONLY ? keeper.watch() : null;
    if (!sampled && watched == null) {
      return new LiveSpan(stage, caller, own, null, null);
    }
    RecordedSpan span = record(stage, own, parent, TraceClock.start());
    span.setAllAttributes(sampling.getAttributes());
    if (tracer.processor().isStartRequired()) {
      tracer.processor().onStart(caller.context(), span);
    }
    return new LiveSpan(stage, caller, own, span, watched);
  }

  /** Starts a stage under another span. */
  LiveSpan child(LiveSpan parent, RouterSpans stage) {
    SpanContext above = parent.ids();
    SpanContext own = context(above.getTraceId(), above.getTraceFlags(), above.getTraceState());
    RecordedSpan recorded = parent.recorded();
    if (recorded == null) {
      return new LiveSpan(stage, parent.caller(), own, null, null);
    }
    RecordedSpan span = record(stage, own, above, recorded.clock());
    if (tracer.processor().isStartRequired()) {
      tracer.processor().onStart(Context.root().with(recorded), span);
    }
    return new LiveSpan(stage, parent.caller(), own, span, parent.watched());
  }

  private RecordedSpan record(
      RouterSpans stage, SpanContext own, SpanContext parent, TraceClock clock) {
    return new RecordedSpan(tracer, own, parent, stage.spanName(), stage.kind(), clock)
        .setAttribute(SpanAttributes.OPENINFERENCE_SPAN_KIND, stage.openInferenceKind());
  }

  /** Of a span of this process. Ids are looked at where they come from an operator's bean. */
  private SpanContext context(String traceId, TraceFlags flags, TraceState state) {
    return ImmutableSpanContext.create(
        traceId, ids.generateSpanId(), flags, state, false, idsAreValid);
  }
}
