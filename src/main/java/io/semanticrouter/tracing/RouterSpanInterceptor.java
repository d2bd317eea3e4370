package io.semanticrouter.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.quarkus.arc.ArcInvocationContext;
import io.vertx.core.Future;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;

/**
 * Runs a {@link RouterSpan} method inside a span of its own.
 *
 * <ul>
 *   <li>Tracing off: the method is called as it is, no object is made.
 *   <li>Trace not sampled: the root and the upstream call get the ids they pass on, all other
 *       stages run with the span of their parent.
 *   <li>Trace sampled: the span ends exactly once, when the method throws, returns, or its future
 *       completes.
 * </ul>
 */
@Interceptor
@RouterSpan(RouterSpans.REQUEST_RECEIVED)
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class RouterSpanInterceptor {
  private final Tracer tracer;
  private final TraceKeeper keeper;

  @Inject
  RouterSpanInterceptor(Tracer tracer, TraceKeeper keeper) {
    this.tracer = tracer;
    this.keeper = keeper;
  }

  @AroundInvoke
  @SuppressWarnings("unchecked")
  Object trace(ArcInvocationContext call) throws Exception {
    // ArC hands out the array that the method is called with. Writing into it spares
    // setParameters(), which checks the method's parameter types again with each call.
    Object[] parameters = call.getParameters();
    LiveSpan span = start((StageSpan) parameters[0], call);
    if (span == null) {
      return call.proceed();
    }
    parameters[0] = span;
    if (!span.isRecording()) {
      return call.proceed();
    }
    Object result;
    try {
      result = call.proceed();
    } catch (Throwable e) {
      span.endFailed(e);
      throw e;
    }
    if (result instanceof Future<?> future) {
      ((Future<Object>) future).onComplete(span);
    } else {
      span.end(result);
    }
    return result;
  }

  /** The stage's span, or null where the stage has none. */
  private LiveSpan start(StageSpan parent, ArcInvocationContext call) {
    return switch (parent) {
      case CallerSpan caller -> LiveSpan.root(tracer, stage(call), caller, keeper);
      case LiveSpan live -> {
        RouterSpans stage = stage(call);
        // The backend is to see a parent id of its own even where nothing is kept.
        boolean wanted = live.isRecording() || stage == RouterSpans.UPSTREAM_REQUEST;
        yield wanted ? live.child(tracer, stage) : null;
      }
      case null, default -> null;
    };
  }

  /**
   * ArC keeps the bindings of each method; there are one or two, so a look at them is no search.
   */
  private static RouterSpans stage(ArcInvocationContext call) {
    for (Annotation binding : call.getInterceptorBindings()) {
      if (binding instanceof RouterSpan span) {
        return span.value();
      }
    }
    throw new IllegalStateException("No @RouterSpan on " + call.getMethod());
  }
}
