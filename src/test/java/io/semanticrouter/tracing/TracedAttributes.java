package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;

/** What a stage's result writes on a real span. */
public final class TracedAttributes {
  private TracedAttributes() {}

  public static Attributes of(Traced facts) {
    try (SdkTracerProvider tracing = SdkTracerProvider.builder().build()) {
      var span = tracing.get("test").spanBuilder("stage").startSpan();
      facts.describe(new SpanAttributes(span));
      return ((ReadableSpan) span).toSpanData().getAttributes();
    }
  }
}
