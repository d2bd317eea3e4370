package io.semanticrouter.api;

import io.semanticrouter.metrics.AnswerMeters;
import io.semanticrouter.metrics.ErrorReason;
import io.semanticrouter.metrics.RequestMeters;
import io.semanticrouter.metrics.RequestMetrics;
import io.semanticrouter.pipeline.Caller;
import io.semanticrouter.pipeline.Outcome;
import io.semanticrouter.pipeline.RouteFacts;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.tracing.Traced;
import io.semanticrouter.upstream.UpstreamFailure;
import io.semanticrouter.upstream.UpstreamResult;

/**
 * What the root span and the metrics show of a request. Filled while the request is handled, by one
 * thread at a time, and read when it is over.
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
  private long routingStart;
  private long routingNanos;
  private Outcome.PiiBlocked personalData;
  private String attack;
  private ErrorReason error;
  private UpstreamResult answer;
  private long totalNanos;

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

  /** The request is here: from now on it is routed. */
  void routing() {
    routingStart = System.nanoTime();
  }

  /** What it came to is known. */
  void routed() {
    routingNanos = System.nanoTime() - routingStart;
  }

  /** It was blocked for its personal data. */
  void blocked(Outcome.PiiBlocked why) {
    security(true);
    personalData = why;
  }

  /** It was blocked as an attack of this type. */
  void blocked(String type) {
    security(true);
    attack = type;
  }

  /** Why there is no good answer; null where there is none or a block is why. */
  void failed(ErrorReason why) {
    error = why;
  }

  /** Nobody waits for its answer any more, and no backend was asked. */
  void ended(StageSpan root, UpstreamFailure why) {
    failed(ErrorReasons.of(why.kind()));
    root.fail(why.kind().errorType(), why.message(), null);
  }

  /** What the backend made of it. */
  void answered(UpstreamResult result) {
    upstreamNanos = result.waitNanos();
    answer = result;
    error = ErrorReasons.of(result);
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

  /** Nothing more will happen. */
  void over() {
    totalNanos = System.nanoTime() - start;
  }

  /** Tells the metrics of a request that is over. */
  void count(RequestMetrics metrics, StageSpan root) {
    String model = facts == null ? null : facts.selectedModel();
    RequestMeters meters = metrics.requests(model);
    meters.over();
    if (error != null) {
      meters.failed(error);
    }
    if (routingNanos > 0) {
      metrics.routingTook(routingNanos, root);
    }
    if (facts != null) {
      countFacts(metrics, meters);
    }
    if (answer != null) {
      countAnswer(metrics.answers(model), root);
    }
  }

  private void countFacts(RequestMetrics metrics, RequestMeters meters) {
    if (facts.decision() != null) {
      meters.routed(facts.decision().decidedBy());
    }
    if (facts.cacheHit() != null) {
      metrics.cacheLookup(facts.cacheHit());
    }
    if (personalData != null) {
      personalData.verdict().denied().forEach(metrics.requests(personalData.model())::violated);
    }
    if (attack != null) {
      metrics.attackBlocked(attack);
    }
  }

  private void countAnswer(AnswerMeters meters, StageSpan root) {
    if (error == null) {
      meters.completed(totalNanos, root);
    }
    meters.tokens(answer.promptTokens(), answer.completionTokens());
    answer.firstTokenNanos().ifPresent(nanos -> meters.firstToken(nanos, root));
    answer.nanosPerToken().ifPresent(nanos -> meters.perToken((long) nanos, root));
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.REQUEST_ID, requestId)
        .set(SpanAttributes.HTTP_METHOD, method)
        .set(SpanAttributes.HTTP_PATH, path)
        .set(SpanAttributes.SECURITY_ACTION, securityAction)
        .set(SpanAttributes.UNDERSTANDING_TIER, tier == null ? null : tier.label())
        .set(SpanAttributes.PROCESSING_OVERHEAD_MS, (totalNanos - upstreamNanos) / NANOS_PER_MILLI);
    if (status > 0) {
      span.set(SpanAttributes.HTTP_RESPONSE_STATUS_CODE, status);
    }
    if (caller != null) {
      span.set(SpanAttributes.USER_ID, caller.userId())
          .set(SpanAttributes.SESSION_ID, caller.sessionId());
    }
    if (facts != null) {
      span.set(SpanAttributes.ROUTING_ORIGINAL_MODEL, SpanAttributes.cut(facts.originalModel()))
          .set(SpanAttributes.ROUTING_SELECTED_MODEL, facts.selectedModel())
          .set(SpanAttributes.ROUTING_FALLBACK_FROM, facts.fallbackFrom())
          .set(SpanAttributes.MODEL_NAME, facts.selectedModel())
          .set(SpanAttributes.CATEGORY_NAME, facts.category())
          .set(SpanAttributes.CACHE_HIT, facts.cacheHit());
    }
  }
}
