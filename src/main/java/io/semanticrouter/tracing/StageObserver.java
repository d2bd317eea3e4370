package io.semanticrouter.tracing;

/**
 * Who is told how long the stages of requests took, be they traced or not. Called by any thread, on
 * the way of a request: it must not wait.
 */
public interface StageObserver {
  /**
   * A stage ended, well or not.
   *
   * @param nanos how long it took; 0 or more
   * @param span the stage's, or {@link StageSpan#OFF} where it had none of its own
   */
  void ended(RouterSpans stage, long nanos, StageSpan span);
}
