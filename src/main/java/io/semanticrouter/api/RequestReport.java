package io.semanticrouter.api;

import io.semanticrouter.pipeline.Caller;
import io.semanticrouter.pipeline.RouteFacts;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;

/**
 * What the root span shows of a request. Filled while the request is handled, by one thread at a
 * time, and read once when it is over.
 */
final class RequestReport implements Traced {
  private static final double NANOS_PER_MILLI = 1e6;

  private final long start = System.nanoTime();
  private final String requestId;
  private final String method;
  private final String path;
  private Caller caller;
  private RouteFacts facts;
  private UnderstandingTier tier;
  private String securityAction;
  private int status;
  private long upstreamNanos;

  RequestReport(String requestId, String method, String path) {
    this.requestId = requestId;
    this.method = method;
    this.path = path;
  }

  RequestReport caller(Caller known) {
    caller = known;
    return this;
  }

  RequestReport facts(RouteFacts found) {
    facts = found;
    return this;
  }

  /** How much was understood; null where nothing was to be. */
  RequestReport tier(UnderstandingTier reached) {
    tier = reached;
    return this;
  }

  /** What the security stages decided. */
  RequestReport security(boolean blocked) {
    securityAction = blocked ? "blocked" : "allowed";
    return this;
  }

  /** What the client got; 0 if it left before any status. */
  RequestReport status(int sent) {
    status = sent;
    return this;
  }

  RequestReport waitedForUpstream(long nanos) {
    upstreamNanos = nanos;
    return this;
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.REQUEST_ID, requestId)
        .set(SpanAttributes.HTTP_METHOD, method)
        .set(SpanAttributes.HTTP_PATH, path)
        .set(SpanAttributes.SECURITY_ACTION, securityAction)
        .set(SpanAttributes.UNDERSTANDING_TIER, tier == null ? null : tier.label())
        .set(
            SpanAttributes.PROCESSING_OVERHEAD_MS,
            (System.nanoTime() - start - upstreamNanos) / NANOS_PER_MILLI);
    if (status > 0) {
      span.set(SpanAttributes.HTTP_RESPONSE_STATUS_CODE, status);
    }
    if (caller != null) {
      span.set(SpanAttributes.USER_ID, caller.userId())
          .set(SpanAttributes.SESSION_ID, caller.sessionId());
    }
    if (facts != null) {
      span.set(SpanAttributes.ROUTING_ORIGINAL_MODEL, facts.originalModel())
          .set(SpanAttributes.ROUTING_SELECTED_MODEL, facts.selectedModel())
          .set(SpanAttributes.ROUTING_FALLBACK_FROM, facts.fallbackFrom())
          .set(SpanAttributes.MODEL_NAME, facts.selectedModel())
          .set(SpanAttributes.CATEGORY_NAME, facts.category())
          .set(SpanAttributes.CACHE_HIT, facts.cacheHit());
    }
  }
}
