package io.semanticrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.semanticrouter.config.TracingConfig;

/** The span that {@code validate --probe} exports: of the configured service, in its own trace. */
public final class ProbeSpan {
  static final String NAME = "semantic_router.probe";

  private ProbeSpan() {}

  /** A new one. */
  public static SpanData of(TracingConfig.Resource service) {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder().setResource(ServiceResource.of(service)).build()) {
      Span span = provider.get("semantic-router").spanBuilder(NAME).setNoParent().startSpan();
      span.end();
      return ((ReadableSpan) span).toSpanData();
    }
  }
}
