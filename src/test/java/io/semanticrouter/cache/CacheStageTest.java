package io.semanticrouter.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.config.Configs;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.tracing.TracedAttributes;
import io.semanticrouter.understanding.Understanding;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheStageTest {
  private static final CacheKey KEY = new CacheKey("0".repeat(64), "a".repeat(64));

  private static final String TEXT = "a question";

  private static final byte[] BODY =
      """
      {"id":"c","object":"chat.completion","created":7,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""
          .getBytes(UTF_8);

  private final CacheStage stage =
      new CacheStage(Configs.of("semantic_cache: {max_entries: 10}").load());

  private CacheLookup lookup(AnswerForm wanted) {
    return stage.lookup(StageSpan.OFF, KEY, wanted, TEXT, Understanding.NONE, 0.75);
  }

  @Test
  void aMissSaysWhatWasLookedFor() {
    // When
    CacheLookup lookup = lookup(AnswerForm.JSON);

    // Then
    assertThat(lookup.hit()).isFalse();
    assertThat(TracedAttributes.of(lookup))
        .isEqualTo(
            Attributes.builder()
                .put(SpanAttributes.CACHE_HIT, false)
                .put(SpanAttributes.CACHE_THRESHOLD, 0.75)
                .put(SpanAttributes.CACHE_BACKEND, "memory")
                .put(SpanAttributes.CACHE_KEY, "a".repeat(32))
                .build());
  }

  @Test
  void aHitHoldsTheAnswer() {
    // Given
    CachedAnswer answer = new CachedAnswer(BODY, AnswerForm.JSON, "application/json", "m");
    stage.store(CacheProbe.exact(KEY), answer);

    // When
    CacheLookup lookup = lookup(AnswerForm.JSON);

    // Then
    assertThat(lookup.answer()).isEqualTo(answer.as(AnswerForm.JSON));
    assertThat(TracedAttributes.of(lookup))
        .isEqualTo(
            Attributes.builder()
                .put(SpanAttributes.CACHE_HIT, true)
                .put(SpanAttributes.CACHE_SIMILARITY, 1.0)
                .put(SpanAttributes.CACHE_THRESHOLD, 0.75)
                .put(SpanAttributes.CACHE_BACKEND, "memory")
                .put(SpanAttributes.CACHE_KEY, "a".repeat(32))
                .build());
  }

  @Test
  void anAnswerThatCannotBeToldInTheWantedFormIsAMiss() {
    // Given
    stage.store(
        CacheProbe.exact(KEY),
        new CachedAnswer(
            "no completion".getBytes(UTF_8), AnswerForm.JSON, "application/json", "m"));

    // When
    CacheLookup lookup = lookup(AnswerForm.SSE);

    // Then
    assertThat(lookup.hit()).isFalse();
    assertThat(lookup.similarity()).isNull();
    assertThat(lookup(AnswerForm.JSON).hit()).isTrue();
  }

  @Test
  void theStoredFormIsReplayedByteForByte() {
    // Given
    CachedAnswer answer =
        new CachedAnswer(BODY, AnswerForm.JSON, "application/json; charset=utf-8", "m");

    // When
    CachedAnswer.Replay replay = answer.as(AnswerForm.JSON).orElseThrow();

    // Then
    assertThat(replay.body()).isSameAs(BODY);
    assertThat(replay.contentType()).isEqualTo("application/json; charset=utf-8");
  }

  @Test
  void anotherFormIsMadeOnce() {
    // Given
    CachedAnswer answer = new CachedAnswer(BODY, AnswerForm.JSON, "application/json", "m");

    // When
    CachedAnswer.Replay first = answer.as(AnswerForm.SSE).orElseThrow();
    CachedAnswer.Replay second = answer.as(AnswerForm.SSE).orElseThrow();

    // Then
    assertThat(second).isSameAs(first);
    assertThat(first.contentType()).isEqualTo("text/event-stream");
    assertThat(first.model()).isEqualTo("m");
    assertThat(new String(first.body(), UTF_8)).contains("Hello").endsWith("data: [DONE]\n\n");
  }

  @Test
  void whatCannotBeToldInAnotherFormIsNoAnswerInIt() {
    // Given
    CachedAnswer answer =
        new CachedAnswer("no completion".getBytes(UTF_8), AnswerForm.JSON, "application/json", "m");

    // When
    Optional<CachedAnswer.Replay> replay = answer.as(AnswerForm.SSE);

    // Then
    assertThat(replay).isEmpty();
  }

  @Test
  void neitherAnswersNorPromptsArePrinted() {
    // Given
    CachedAnswer answer = new CachedAnswer(BODY, AnswerForm.JSON, "application/json", "m");

    // When
    String printed = answer + " " + answer.as(AnswerForm.JSON) + " " + lookup(AnswerForm.JSON);

    // Then
    assertThat(printed).doesNotContain("Hello").contains("bytes");
  }
}
