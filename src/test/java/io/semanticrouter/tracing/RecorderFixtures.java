package io.semanticrouter.tracing;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.semanticrouter.tracing.recording.TracerState;

/** Recorders of spans for tests. */
final class RecorderFixtures {
  private RecorderFixtures() {}

  /** Of which every trace is sampled. */
  static SpanRecorder recorder(SpanProcessor processor) {
    return recorder(Sampler.alwaysOn(), null, processor);
  }

  static SpanRecorder recorder(Sampler sampler, TraceKeeper keeper, SpanProcessor processor) {
    return new SpanRecorder(
        tracer(SpanLimits.getDefault(), processor), IdGenerator.random(), sampler, keeper);
  }

  static TracerState tracer(SpanLimits limits, SpanProcessor processor) {
    return new TracerState(
        limits, processor, Resource.getDefault(), InstrumentationScopeInfo.create("test"));
  }
}
