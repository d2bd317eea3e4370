package io.semanticrouter.limit;

import io.semanticrouter.config.RateLimits.Limit;
import io.semanticrouter.limit.Denial.Resource;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** What one caller may still ask for. Safe for any thread. */
public final class Allowance {
  /** Of a caller without limits. */
  public static final Allowance UNLIMITED = new Allowance(Limit.NONE, System::nanoTime);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier clock;
  private final Bucket requests; // null: no limit
  private final Bucket tokens; // null: no limit

  /**
   * Makes an allowance that nothing was taken from yet.
   *
   * @param clock gives nanoseconds since some moment
   */
  Allowance(Limit limit, LongSupplier clock) {
    this.clock = clock;
    this.requests = bucket(limit.requestsPerMinute(), clock);
    this.tokens = bucket(limit.tokensPerMinute(), clock);
  }

  private static Bucket bucket(int perMinute, LongSupplier clock) {
    return perMinute == 0 ? null : new Bucket(perMinute, clock.getAsLong());
  }

  /**
   * Asks for one request. Its tokens are not known yet: it is enough that there is one left.
   *
   * @return null if it may be made; a request that is denied takes nothing
   */
  Denial ask() {
    if (tokens != null) {
      long wait = tokens.untilOne(clock.getAsLong());
      if (wait > 0) {
        return denial(Resource.TOKENS, tokens, wait);
      }
    }
    if (requests != null) {
      long wait = requests.tryTake(clock.getAsLong());
      if (wait > 0) {
        return denial(Resource.REQUESTS, requests, wait);
      }
    }
    return null;
  }

  private static Denial denial(Resource resource, Bucket bucket, long wait) {
    return new Denial(resource, bucket.perMinute(), (int) Math.ceilDiv(wait, NANOS_PER_SECOND));
  }

  /** True if there is any limit. */
  public boolean isLimited() {
    return requests != null || tokens != null;
  }

  /** Takes the tokens of a request that has ended, be they there or not. */
  public void used(long count) {
    if (tokens != null) {
      tokens.take(count, clock.getAsLong());
    }
  }

  /** Tells the state of each limit there is, as OpenAI's API does. */
  public void describe(BiConsumer<String, String> header) {
    describe(Resource.REQUESTS, requests, header);
    describe(Resource.TOKENS, tokens, header);
  }

  private void describe(Resource resource, Bucket bucket, BiConsumer<String, String> header) {
    if (bucket != null) {
      long now = clock.getAsLong();
      header.accept(
          RateLimitHeaders.LIMIT + resource.label(), Integer.toString(bucket.perMinute()));
      header.accept(RateLimitHeaders.REMAINING + resource.label(), Long.toString(bucket.left(now)));
      header.accept(
          RateLimitHeaders.RESET + resource.label(),
          RateLimitHeaders.duration(bucket.untilFull(now)));
    }
  }
}
