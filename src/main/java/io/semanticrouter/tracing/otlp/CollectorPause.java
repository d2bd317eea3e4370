package io.semanticrouter.tracing.otlp;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time for which the collector wants to be left alone, by this batch and those after it. Used
 * on one event loop.
 */
final class CollectorPause {
  /** No collector silences a router for longer, whatever it asks for. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private final LongSupplier nanoTime;
  private long until;

  /**
   * None, for now.
   *
   * @param nanoTime gives nanoseconds since some moment
   */
  CollectorPause(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.until = nanoTime.getAsLong();
  }

  /** Begins now; the last word counts. */
  void ask(Duration delay) {
    Duration bounded = delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    until = nanoTime.getAsLong() + bounded.toNanos();
  }

  /** What is left of it in milliseconds, rounded up; 0 where there is none. */
  long millisLeft() {
    return Math.max(0, (until - nanoTime.getAsLong() + 999_999) / 1_000_000);
  }
}
