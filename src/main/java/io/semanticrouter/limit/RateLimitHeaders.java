package io.semanticrouter.limit;

import io.semanticrouter.limit.Denial.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The headers with which OpenAI's API, and this router, tell a caller its limits. */
public final class RateLimitHeaders {
  static final String LIMIT = "x-ratelimit-limit-";
  static final String REMAINING = "x-ratelimit-remaining-";
  static final String RESET = "x-ratelimit-reset-";

  /** All of them. */
  public static final List<String> NAMES = names();

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MILLIS_PER_SECOND = 1_000;

  private RateLimitHeaders() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Resource resource : Resource.values()) {
      names.add(LIMIT + resource.label());
      names.add(REMAINING + resource.label());
      names.add(RESET + resource.label());
    }
    return List.copyOf(names);
  }

  /**
   * A duration as OpenAI writes it, rounded up: {@code 0s}, {@code 12ms}, {@code 3s}, {@code 6m0s}.
   */
  static String duration(long nanos) {
    long millis = Math.ceilDiv(nanos, NANOS_PER_MILLI);
    if (millis > 0 && millis < MILLIS_PER_SECOND) {
      return millis + "ms";
    }
    Duration time = Duration.ofSeconds(Math.ceilDiv(millis, MILLIS_PER_SECOND));
    return time.toMinutes() == 0
        ? time.toSeconds() + "s"
        : time.toMinutes() + "m" + time.toSecondsPart() + "s";
  }
}
