package io.semanticrouter.limit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A minute's worth of something, which fills evenly. Its whole state is the moment at which it is
 * full again (the generic cell rate algorithm), so that it needs neither a lock nor a timer. Safe
 * for any thread; all moments are of one {@link System#nanoTime()}.
 */
final class Bucket {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** What is owed is bounded: a backend that counts nonsense must lock nobody out for good. */
  private static final long MOST_OWED = TimeUnit.HOURS.toNanos(1);

  private final int perMinute;
  private final AtomicLong fullAt;

  /**
   * Makes a full bucket.
   *
   * @param perMinute what it holds, and what flows in within a minute; 1 or more
   */
  Bucket(int perMinute, long now) {
    this.perMinute = perMinute;
    this.fullAt = new AtomicLong(now);
  }

  int perMinute() {
    return perMinute;
  }

  /**
   * Takes one if it is there.
   *
   * @return 0, or the nanoseconds until there is one; then nothing was taken
   */
  long tryTake(long now) {
    while (true) {
      long full = fullAt.get();
      long wait = untilOne(full, now);
      if (wait > 0 || fullAt.compareAndSet(full, now + missing(full, now) + time(1))) {
        return wait;
      }
    }
  }

  /** Takes what was used, be it there or not: what is missing is owed, up to an hour's worth. */
  void take(long amount, long now) {
    fullAt.updateAndGet(
        full -> now + Math.min(missing(full, now) + time(Math.max(0, amount)), MINUTE + MOST_OWED));
  }

  /** Nanoseconds until there is one; 0 if there is. */
  long untilOne(long now) {
    return untilOne(fullAt.get(), now);
  }

  private long untilOne(long full, long now) {
    return Math.max(0, missing(full, now) + time(1) - MINUTE);
  }

  /** Nanoseconds until it is full. */
  long untilFull(long now) {
    return missing(fullAt.get(), now);
  }

  /** What is there, in whole ones. */
  long left(long now) {
    return (long) ((double) Math.max(0, MINUTE - untilFull(now)) * perMinute / MINUTE);
  }

  private static long missing(long full, long now) {
    return Math.max(0, full - now);
  }

  /** What it takes to fill in so many, in nanoseconds; at most a bit more than an hour's worth. */
  private long time(long amount) {
    return Math.min((long) ((double) MINUTE * amount / perMinute), MINUTE + MOST_OWED);
  }
}
