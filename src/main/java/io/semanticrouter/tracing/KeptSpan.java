package io.semanticrouter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;

/**
 * A finished span that was not sampled and is exported all the same, with the sampled flag that
 * says so: what exports spans passes over those without.
 */
final class KeptSpan implements ReadableSpan {
  private final ReadableSpan span;
  private final SpanContext ids;

  KeptSpan(ReadableSpan span) {
    this.span = span;
    this.ids = sampled(span.getSpanContext());
  }

  private static SpanContext sampled(SpanContext ids) {
    return SpanContext.create(
        ids.getTraceId(), ids.getSpanId(), TraceFlags.getSampled(), ids.getTraceState());
  }

  @Override
  public SpanContext getSpanContext() {
    return ids;
  }

  @Override
  public SpanData toSpanData() {
    return new DelegatingSpanData(span.toSpanData()) {
      @Override
      public SpanContext getSpanContext() {
        return ids;
      }
    };
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.getParentSpanContext();
  }

  @Override
  public String getName() {
    return span.getName();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still wants it
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return span.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return span.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return span.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return span.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return span.getKind();
  }

  @Override
  public <T> T getAttribute(AttributeKey<T> key) {
    return span.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return span.getAttributes();
  }
}
