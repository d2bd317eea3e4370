package io.semanticrouter.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "11000001, 12ms",
    "1000000000, 1s",
    "1000000001, 2s",
    "59000000001, 1m0s",
    "90000000000, 1m30s",
    "3600000000000, 60m0s"
  })
  void writesADurationAsOpenAiDoes(long nanos, String text) {
    // When
    String written = RateLimitHeaders.duration(nanos);

    // Then
    assertThat(written).isEqualTo(text);
  }
}
