package io.semanticrouter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/**
 * Reads W3C Trace Context ({@code traceparent}, {@code tracestate}) and W3C Baggage. What is
 * malformed counts as not sent.
 */
final class TraceHeaders {
  static final String TRACEPARENT = "traceparent";
  static final String TRACESTATE = "tracestate";
  static final String BAGGAGE = "baggage";

  /** W3C Trace Context, section 3.3.1.1: at most 32 list-members. */
  private static final int MAX_TRACESTATE_MEMBERS = 32;

  private static final TextMapGetter<String> TRACEPARENT_ONLY =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
          return List.of(TRACEPARENT);
        }

        @Override
        public String get(String traceparent, String key) {
          return key.equals(TRACEPARENT) ? traceparent : null;
        }
      };

  private TraceHeaders() {}

  /**
   * The caller that these headers name; each may be null.
   *
   * @param tracestate several header lines joined by commas
   * @param baggage several header lines joined by commas
   */
  static CallerSpan caller(String traceparent, String tracestate, String baggage) {
    String relayed = Baggages.isWellFormed(baggage) ? baggage : null;
    SpanContext remote = traceparent == null ? SpanContext.getInvalid() : remote(traceparent);
    if (!remote.isValid()) {
      return relayed == null ? CallerSpan.UNKNOWN : new CallerSpan(Context.root(), null, relayed);
    }
    TraceState state = traceState(tracestate);
    if (state.isEmpty()) {
      return new CallerSpan(Context.root().with(Span.wrap(remote)), null, relayed);
    }
    SpanContext withState =
        SpanContext.createFromRemoteParent(
            remote.getTraceId(), remote.getSpanId(), remote.getTraceFlags(), state);
    return new CallerSpan(Context.root().with(Span.wrap(withState)), tracestate, relayed);
  }

  private static SpanContext remote(String traceparent) {
    Context context =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceparent, TRACEPARENT_ONLY);
    return Span.fromContext(context).getSpanContext();
  }

  /** The members in their order; empty if one of them is malformed, doubled or one too many. */
  private static TraceState traceState(String header) {
    if (header == null || header.isBlank()) {
      return TraceState.getDefault();
    }
    String[] members = header.split(",", -1);
    TraceStateBuilder state = TraceState.builder();
    int count = 0;
    // The builder puts each new member before the others.
    for (int i = members.length - 1; i >= 0; i--) {
      String member = HeaderSpace.strip(members[i]);
      if (member.isEmpty()) {
        continue;
      }
      int equals = member.indexOf('=');
      if (equals < 0 || ++count > MAX_TRACESTATE_MEMBERS) {
        return TraceState.getDefault();
      }
      state.put(member.substring(0, equals), member.substring(equals + 1));
    }
    TraceState built = state.build();
    return built.size() == count ? built : TraceState.getDefault();
  }
}
