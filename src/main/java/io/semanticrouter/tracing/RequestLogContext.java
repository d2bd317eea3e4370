package io.semanticrouter.tracing;

import io.quarkus.vertx.core.runtime.VertxMDC;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;

/** Puts the ids of a request on every log line that is written while it is handled. */
public final class RequestLogContext {
  static final String TRACE_ID = "traceId";
  static final String SPAN_ID = "spanId";
  static final String REQUEST_ID = "requestId";

  private RequestLogContext() {}

  /**
   * Sets {@code traceId}, {@code spanId} and {@code requestId} for the current request. They live
   * in the request's own (duplicated) Vert.x context and go away with it, so nothing is to be
   * closed; outside of such a context nothing is set, as it would stay on the thread.
   *
   * @param span the root span, or {@link StageSpan#UNTRACED}
   */
  public static void open(StageSpan span, String requestId) {
    Context context = Vertx.currentContext();
    if (context == null || !VertxContext.isDuplicatedContext(context)) {
      return;
    }
    String traceId = span.traceId();
    VertxMDC.INSTANCE.putAll(
        traceId == null
            ? Map.of(REQUEST_ID, requestId)
            : Map.of(TRACE_ID, traceId, SPAN_ID, span.spanId(), REQUEST_ID, requestId),
        context);
  }
}
