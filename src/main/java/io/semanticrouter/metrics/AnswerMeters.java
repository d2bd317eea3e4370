package io.semanticrouter.metrics;

import io.micrometer.core.instrument.Counter;
import io.semanticrouter.tracing.StageSpan;

/**
 * Measures the answers of one model. Safe for any thread.
 *
 * @param completion from a request's head to the last byte of its answer
 * @param firstToken from the call to the first token
 * @param perToken mean time between two tokens
 */
public record AnswerMeters(
    LatencyHistogram.Series completion,
    LatencyHistogram.Series firstToken,
    LatencyHistogram.Series perToken,
    Counter promptTokens,
    Counter completionTokens) {

  /** A backend answered, and not with an error. */
  public void completed(long nanos, StageSpan root) {
    completion.observe(nanos, root);
  }

  /** The first token of a stream came. */
  public void firstToken(long nanos, StageSpan root) {
    firstToken.observe(nanos, root);
  }

  /** A stream ended; the mean of its later tokens. */
  public void perToken(long nanos, StageSpan root) {
    perToken.observe(nanos, root);
  }

  /** What the backend counted; null where it did not say. */
  public void tokens(Long prompt, Long completed) {
    if (prompt != null) {
      promptTokens.increment(prompt);
    }
    if (completed != null) {
      completionTokens.increment(completed);
    }
  }
}
