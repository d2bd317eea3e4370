package io.semanticrouter.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "7|7",
        " 120 |120",
        "999999999|999999999",
        "Thu, 01 Jan 2026 00:01:30 GMT|90"
      })
  void readsSecondsAndDates(String header, long seconds) {
    // When
    Duration delay = RetryAfter.of(header, NOW);

    // Then
    assertThat(delay).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "1.5",
        "99999999999",
        "Wed, 31 Dec 2025 23:59:59 GMT",
        "Thu, 32"
      })
  void takesNothingElse(String header) {
    // When
    Duration delay = RetryAfter.of(header, NOW);

    // Then
    assertThat(delay).isZero();
  }

  @Test
  void mayBeAbsent() {
    // When
    Duration delay = RetryAfter.of(null, NOW);

    // Then
    assertThat(delay).isZero();
  }
}
