package io.semanticrouter.upstream;

import java.util.function.LongSupplier;

/**
 * Bounds retries to a share of the requests of the last {@value #SECONDS} s, so that backends which
 * fail under load are not given more of it. A router with few requests may retry {@value #ALWAYS}
 * times in that time all the same. Safe for any thread.
 */
final class RetryBudget {
  private static final int SECONDS = 10;
  private static final int ALWAYS = 10;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier clock;
  private final int[] requests = new int[SECONDS];
  private final int[] retries = new int[SECONDS];
  private final long origin;
  private long second;

  /**
   * Makes a budget that nothing was taken from yet.
   *
   * @param clock gives nanoseconds since some moment
   */
  RetryBudget(LongSupplier clock) {
    this.clock = clock;
    this.origin = clock.getAsLong();
  }

  synchronized void request() {
    requests[now()]++;
  }

  /**
   * Takes a retry from the budget; false if there is none left.
   *
   * @param share of the requests that may be tried again, 0..1; 0 forbids retries
   */
  synchronized boolean take(double share) {
    int now = now();
    if (share == 0 || sum(retries) >= Math.max(ALWAYS, share * sum(requests))) {
      return false;
    }
    retries[now]++;
    return true;
  }

  /** Returns a retry that was taken just now and had nowhere to go. */
  synchronized void giveBack() {
    retries[now()]--;
  }

  /** The place of this second; the places of those that passed since the last call are emptied. */
  private int now() {
    long current = (clock.getAsLong() - origin) / NANOS_PER_SECOND;
    for (long passed = Math.max(second + 1, current - SECONDS + 1); passed <= current; passed++) {
      int place = (int) (passed % SECONDS);
      requests[place] = 0;
      retries[place] = 0;
    }
    second = Math.max(second, current);
    return (int) (second % SECONDS);
  }

  private static long sum(int[] counts) {
    long sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
