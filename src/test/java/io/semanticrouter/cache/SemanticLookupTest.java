package io.semanticrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.config.Configs;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.tracing.TracedAttributes;
import io.semanticrouter.understanding.Reading;
import io.semanticrouter.understanding.Understanding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SemanticLookupTest {
  private static final double THRESHOLD = 0.8;
  private static final String STORED = "How do I undo my last commit?";
  private static final String REWORDED = "how can my latest commit be rolled back";

  private final Encoder encoder = new Encoder();
  private final CacheStage stage =
      new CacheStage(Configs.of("semantic_cache: {max_entries: 10}").load());

  /** All texts resemble each other; the test says which pairs have one answer. */
  private static final class Encoder implements Understanding {
    private final Random random = new Random(5);
    private final float[] centre = Embeddings.random(random);
    private final Map<String, float[]> known = new HashMap<>();
    private double sameAnswer = 0.9;
    private int texts;
    private int pairs;

    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public boolean reads(String text) {
      return isAvailable();
    }

    @Override
    public Reading read(String text) {
      texts++;
      float[] embedding = known.computeIfAbsent(text, any -> Embeddings.near(centre, 0.2, random));
      return new Reading(new double[0], 0, new double[0], List.of(), embedding, true, 1);
    }

    @Override
    public double sameAnswer(String a, String b) {
      pairs++;
      return sameAnswer;
    }
  }

  @Test
  void theSameInOtherWordsIsAHit() {
    // Given
    CachedAnswer answer = store("a", STORED);

    // When
    CacheLookup lookup = lookup("b", REWORDED, encoder);

    // Then
    assertThat(lookup.answer()).isEqualTo(answer.as(AnswerForm.JSON));
    assertThat(lookup.similarity()).isEqualTo(0.9);
    assertThat(TracedAttributes.of(lookup).size()).isEqualTo(5);
  }

  @Test
  void whatCannotBeToldInTheWantedFormIsNoHit() {
    // Given
    store("a", STORED);

    // When
    CacheLookup similar = lookup("b", AnswerForm.SSE, REWORDED, encoder);
    CacheLookup same = lookup("a", AnswerForm.SSE, STORED, encoder);

    // Then the answer that takes its place is found by other words, too
    assertThat(similar.hit()).isFalse();
    assertThat(similar.similarity()).isNull();
    assertThat(same.hit()).isFalse();
    assertThat(same.probe().isSemantic()).isTrue();
  }

  @Test
  void theSameRequestIsNotRead() {
    // Given
    store("a", STORED);
    encoder.texts = 0;

    // When
    CacheLookup lookup = lookup("a", STORED, encoder);

    // Then
    assertThat(lookup.similarity()).isEqualTo(1.0);
    assertThat(encoder.texts).isZero();
  }

  @Test
  void storingReadsNothingMore() {
    // Given
    CacheLookup miss = lookup("a", STORED, encoder);
    encoder.texts = 0;

    // When
    stage.store(miss.probe(), answer());

    // Then
    assertThat(encoder.texts).isZero();
    assertThat(lookup("b", REWORDED, encoder).hit()).isTrue();
  }

  @Test
  void aRuleVetoesWithoutThePairBeingRead() {
    // Given
    store("a", "Who won the cup in 1998?");

    // When
    CacheLookup lookup = lookup("b", "Who won the cup in 1994?", encoder);

    // Then
    assertThat(lookup.hit()).isFalse();
    assertThat(lookup.similarity()).isNull();
    assertThat(encoder.pairs).isZero();
  }

  @Test
  void theEncoderHasTheLastWord() {
    // Given
    store("a", STORED);
    encoder.sameAnswer = THRESHOLD - 0.01;

    // When
    CacheLookup lookup = lookup("b", REWORDED, encoder);

    // Then
    assertThat(lookup.hit()).isFalse();
    assertThat(encoder.pairs).isEqualTo(1);
  }

  @Test
  void onlyAFewPairsAreRead() {
    // Given
    encoder.sameAnswer = 0;
    for (int i = 0; i < 8; i++) {
      store("a" + i, STORED);
    }
    encoder.pairs = 0;

    // When
    lookup("b", REWORDED, encoder);

    // Then
    assertThat(encoder.pairs).isEqualTo(AnswerVerifier.MAX_READ);
  }

  @Test
  void withoutAnEncoderOnlyTheSameRequestIsAHit() {
    // Given
    store("a", STORED);

    // When
    CacheLookup other = lookup("b", REWORDED, Understanding.NONE);
    CacheLookup same = lookup("a", STORED, Understanding.NONE);

    // Then
    assertThat(other.hit()).isFalse();
    assertThat(same.hit()).isTrue();
  }

  @Test
  void longTextsAndNoTextsMatchExactlyOnly() {
    // Given
    String text = "x ".repeat(CacheStage.MAX_TEXT_LENGTH / 2) + "y";

    // When
    CacheLookup tooLong = lookup("a", text, encoder);
    CacheLookup none = lookup("b", null, encoder);
    CacheLookup blank = lookup("c", " ", encoder);

    // Then
    assertThat(encoder.texts).isZero();
    assertThat(List.of(tooLong, none, blank)).noneMatch(lookup -> lookup.probe().isSemantic());
  }

  @Test
  void noTextIsPrinted() {
    // Given
    CacheProbe probe = lookup("a", STORED, encoder).probe();
    CacheEntry entry = new CacheEntry(probe, answer(), 0);
    CacheCandidate candidate = new CacheCandidate(probe.key(), STORED, answer(), 0.9);

    // When
    String printed = probe + " " + entry + " " + candidate + " " + lookup("b", STORED, encoder);

    // Then
    assertThat(printed).doesNotContain("commit").contains("0.9");
  }

  private CachedAnswer store(String name, String text) {
    CachedAnswer answer = answer();
    stage.store(lookup(name, text, encoder).probe(), answer);
    encoder.pairs = 0;
    return answer;
  }

  private CacheLookup lookup(String name, String text, Understanding understanding) {
    return lookup(name, AnswerForm.JSON, text, understanding);
  }

  private CacheLookup lookup(
      String name, AnswerForm wanted, String text, Understanding understanding) {
    CacheKey key = new CacheKey("p", name.repeat(64).substring(0, 64));
    return stage.lookup(StageSpan.OFF, key, wanted, text, understanding, THRESHOLD);
  }

  private static CachedAnswer answer() {
    return new CachedAnswer(new byte[5], AnswerForm.JSON, "application/json", "m");
  }
}
