package io.semanticrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/**
 * Where a request comes from: the parent of its root span. It is no span of this process, so
 * nothing can be said to it.
 */
final class CallerSpan extends NoSpan {
  /** A caller that sent no trace: the root starts a new one. */
  static final CallerSpan UNKNOWN = new CallerSpan(Context.root(), null, null);

  private final Context context;
  private final SpanContext ids;
  private final String traceState;
  private final String baggage;

  /**
   * @param context holds the caller's span, or nothing for a new trace
   * @param stateHeader {@code tracestate} as received, or null
   * @param baggageHeader {@code baggage} as received, or null
   */
  CallerSpan(Context context, String stateHeader, String baggageHeader) {
    this.context = context;
    this.ids = Span.fromContext(context).getSpanContext();
    this.traceState = stateHeader;
    this.baggage = baggageHeader;
  }

  Context context() {
    return context;
  }

  /** Of the caller's span; invalid for a new trace. */
  SpanContext ids() {
    return ids;
  }

  String traceState() {
    return traceState;
  }

  @Override
  public String baggage() {
    return baggage;
  }
}
