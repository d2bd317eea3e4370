package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.TracedAttributes;
import org.junit.jupiter.api.Test;

class TokenTimingTest {
  private static final long MILLI = 1_000_000;
  private static final long START = -5 * MILLI; // the clock may begin anywhere

  private final TokenTiming timing = new TokenTiming(START);

  private void chunk(long millis) {
    timing.chunk(START + millis * MILLI);
  }

  private boolean token(long millis) {
    chunk(millis);
    return timing.token(START + millis * MILLI);
  }

  private Attributes described(Long completionTokens) {
    return TracedAttributes.of(span -> timing.describe(span, completionTokens));
  }

  @Test
  void tellsWhenTheTokensCame() {
    // Given
    chunk(20); // the role
    token(100);
    for (int i = 1; i <= 99; i++) {
      token(100 + 10 * i);
    }
    token(1590); // one long gap of 500 ms

    // When
    Attributes attributes = described(201L);

    // Then
    assertThat(attributes.get(SpanAttributes.LLM_STREAM_CHUNKS)).isEqualTo(102);
    assertThat(attributes.get(SpanAttributes.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK)).isEqualTo(0.02);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS)).isEqualTo(100.0);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_PER_OUTPUT_TOKEN_MS)).isEqualTo(1490.0 / 200);
    assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS)).isEqualTo(10.0);
  }

  @Test
  void takesEventsForTokensWhereNobodyCounted() {
    // Given
    token(10);
    token(20);
    token(40);

    // When
    Attributes attributes = described(null);

    // Then
    assertThat(attributes.get(SpanAttributes.LLM_TIME_PER_OUTPUT_TOKEN_MS)).isEqualTo(15.0);
    assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS)).isEqualTo(20.0);
  }

  @Test
  void tellsTheFirstTokenOnce() {
    // When, Then
    assertThat(token(10)).isTrue();
    assertThat(token(20)).isFalse();
  }

  @Test
  void tellsNoTimeBetweenTokensOfOne() {
    // Given
    token(10);

    // When
    Attributes attributes = described(1L);

    // Then
    assertThat(attributes.get(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS)).isEqualTo(10.0);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_PER_OUTPUT_TOKEN_MS)).isNull();
    assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS)).isNull();
  }

  @Test
  void saysNothingOfAnAnswerWithoutEvents() {
    // When
    Attributes attributes = described(7L);

    // Then
    assertThat(attributes.isEmpty()).isTrue();
  }

  @Test
  void keepsToItsMemoryInAnEndlessStream() {
    // Given
    for (int i = 0; i <= 1_000_000; i++) {
      token(i);
    }

    // When
    Attributes attributes = described(null);

    // Then
    assertThat(attributes.get(SpanAttributes.LLM_STREAM_CHUNKS)).isEqualTo(1_000_001);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_PER_OUTPUT_TOKEN_MS)).isEqualTo(1.0);
    assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS)).isEqualTo(1.0);
  }
}
