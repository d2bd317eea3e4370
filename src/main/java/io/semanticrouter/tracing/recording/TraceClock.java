package io.semanticrouter.tracing.recording;

import io.opentelemetry.sdk.common.Clock;

/**
 * The clock of one trace. It tells the time of day that it read when the trace began and what has
 * passed since by a clock that never jumps, so that the spans of a trace nest.
 *
 * @param epochNanos when the trace began, nanoseconds since 1970
 * @param nanoTime the same moment by {@link System#nanoTime}
 */
public record TraceClock(long epochNanos, long nanoTime) {
  private static final Clock CLOCK = Clock.getDefault();

  /** The clock of a trace that begins now. */
  public static TraceClock start() {
    return new TraceClock(CLOCK.now(), System.nanoTime());
  }

  /** Nanoseconds since 1970. */
  public long now() {
    return epochNanos + (System.nanoTime() - nanoTime);
  }
}
