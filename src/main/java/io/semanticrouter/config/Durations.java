package io.semanticrouter.config;

import java.time.Duration;
import java.util.Optional;

/** Durations as the file writes them: {@code 300ms}, {@code 5s}, {@code 10m}, {@code 1h}. */
final class Durations {

  private static final int MAX_DIGITS = 9;

  /** Whatever counts its nanoseconds can. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private Durations() {}

  static boolean isAllowed(Duration duration) {
    return duration.isPositive() && duration.compareTo(LONGEST) <= 0;
  }

  static Optional<Duration> parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > MAX_DIGITS) {
      return Optional.empty();
    }
    long amount = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      default -> Optional.empty();
    };
  }

  /** In the unit that needs no fraction, as {@link #parse} reads it. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + "ms";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1000 + "s";
  }
}
