package io.semanticrouter.tracing.recording;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;

/** What is known of a span when it starts, and never changes. */
abstract class SpanHead {
  final TracerState tracer;
  final TraceClock clock;
  private final SpanContext ids;
  private final SpanContext parent;
  private final SpanKind kind;
  private final long startEpochNanos;

  SpanHead(
      TracerState tracer, SpanContext ids, SpanContext parent, SpanKind kind, TraceClock clock) {
    this.tracer = tracer;
    this.ids = ids;
    this.parent = parent;
    this.kind = kind;
    this.clock = clock;
    this.startEpochNanos = clock.now();
  }

  /** Another with ids of its own. */
  SpanHead(SpanHead other, SpanContext ids) {
    tracer = other.tracer;
    this.ids = ids;
    parent = other.parent;
    kind = other.kind;
    clock = other.clock;
    startEpochNanos = other.startEpochNanos;
  }

  /** The clock of its trace. */
  public TraceClock clock() {
    return clock;
  }

  public SpanContext getSpanContext() {
    return ids;
  }

  public SpanContext getParentSpanContext() {
    return parent;
  }

  public SpanKind getKind() {
    return kind;
  }

  public long getStartEpochNanos() {
    return startEpochNanos;
  }

  public Resource getResource() {
    return tracer.resource();
  }

  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return tracer.scope();
  }

  @SuppressWarnings("deprecation") // OpenTelemetry's interfaces still want it
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    InstrumentationScopeInfo scope = tracer.scope();
    return InstrumentationLibraryInfo.create(
        scope.getName(), scope.getVersion(), scope.getSchemaUrl());
  }
}
