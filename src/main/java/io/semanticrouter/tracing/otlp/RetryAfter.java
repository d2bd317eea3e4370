package io.semanticrouter.tracing.otlp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The header {@code Retry-After} of RFC 9110, section 10.2.3. */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * How long to wait; zero where the header is absent, malformed or of the past.
   *
   * @param header seconds, or a date in the form that servers have to send (IMF-fixdate)
   */
  static Duration of(String header, Instant now) {
    if (header == null) {
      return Duration.ZERO;
    }
    String text = header.strip();
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Integer.parseInt(text));
    }
    try {
      Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    } catch (DateTimeException _) {
      return Duration.ZERO;
    }
  }
}
