package io.semanticrouter.tracing;

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
 *   <li>No request: the method is called as it is, no object is made.
 *   <li>Tracing off: the stage is timed, no more.
 *   <li>Trace not sampled: the root and the upstream call get the ids they pass on, all other
 *       stages run with the span of their parent. All are timed.
 *   <li>Trace sampled: the span ends exactly once, when the method throws, returns, or its future
 *       completes. Its times are the stage's: no clock is asked twice.
 * </ul>
 */
@Interceptor
@RouterSpan(RouterSpans.REQUEST_RECEIVED)
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class RouterSpanInterceptor {
  private final SpanRecorder recorder;
  private final StageObserver observer;

  @Inject
  RouterSpanInterceptor(SpanRecorder recorder, StageObserver observer) {
    this.recorder = recorder;
    this.observer = observer;
  }

  @AroundInvoke
  @SuppressWarnings("ReferenceEquality") // it is this one object that says so
  Object trace(ArcInvocationContext call) throws Exception {
    // ArC hands out the array that the method is called with. Writing into it spares
    // setParameters(), which checks the method's parameter types again with each call.
    Object[] parameters = call.getParameters();
    StageSpan parent = (StageSpan) parameters[0];
    if (parent == null || parent == StageSpan.OFF) {
      return call.proceed();
    }
    RouterSpans stage = stage(call);
    LiveSpan span = start(parent, stage);
    if (span != null) {
      parameters[0] = span;
    }
    return span != null && span.isRecording() ? traced(stage, span, call) : timed(stage, call);
  }

  @SuppressWarnings("unchecked")
  private Object traced(RouterSpans stage, LiveSpan span, ArcInvocationContext call)
      throws Exception {
    Object result;
    try {
      result = call.proceed();
    } catch (Throwable e) {
      observer.ended(stage, span.endFailed(e), span);
      throw e;
    }
    if (result instanceof Future<?> future) {
      ((Future<Object>) future)
          .onComplete(
              done -> {
                long nanos =
                    done.succeeded() ? span.end(done.result()) : span.endFailed(done.cause());
                observer.ended(stage, nanos, span);
              });
    } else {
      observer.ended(stage, span.end(result), span);
    }
    return result;
  }

  private Object timed(RouterSpans stage, ArcInvocationContext call) throws Exception {
    long start = System.nanoTime();
    Object result;
    try {
      result = call.proceed();
    } catch (Throwable e) {
      ended(stage, start);
      throw e;
    }
    if (result instanceof Future<?> future) {
      future.onComplete(_ -> ended(stage, start));
    } else {
      ended(stage, start);
    }
    return result;
  }

  private void ended(RouterSpans stage, long start) {
    observer.ended(stage, System.nanoTime() - start, StageSpan.OFF);
  }

  /** The stage's span, or null where the stage has none. */
  private LiveSpan start(StageSpan parent, RouterSpans stage) {
    return switch (parent) {
      case CallerSpan caller -> recorder.root(stage, caller);
      case LiveSpan live -> {
        // The backend is to see a parent id of its own even where nothing is kept.
        boolean wanted = live.isRecording() || stage == RouterSpans.UPSTREAM_REQUEST;
        yield wanted ? recorder.child(live, stage) : null;
      }
      default -> null;
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
