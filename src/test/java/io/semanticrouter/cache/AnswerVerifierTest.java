package io.semanticrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.understanding.Reading;
import io.semanticrouter.understanding.Understanding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerVerifierTest {
  private static final String TEXT = "How do I undo my last commit?";
  private static final CachedAnswer ANSWER =
      new CachedAnswer(new byte[0], AnswerForm.JSON, "application/json", "m");

  private final List<String> read = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "0.9 0.8 0.7 0.6, 3", // as many as a look-up may cost
    "0.49 0.48 0.47, 1", // of distant ones the nearest
    "0.9 0.49 0.48, 1", // and none behind a near one
    "0.9 0.8 0.49, 2",
  })
  void distantTextsCostOnePassAtMost(String cosines, int passes) {
    // Given
    List<CacheCandidate> candidates = candidates(cosines);

    // When
    boolean served = AnswerVerifier.firstServing(TEXT, candidates, saying(0), 0.8).isPresent();

    // Then
    assertThat(served).isFalse();
    assertThat(read).hasSize(passes);
  }

  @Test
  void aDistantTextServesWhereTheEncoderIsSure() {
    // When
    var serving = AnswerVerifier.firstServing(TEXT, candidates("0.36"), saying(0.9), 0.8);

    // Then
    assertThat(serving).hasValueSatisfying(found -> assertThat(found.similarity()).isEqualTo(0.9));
  }

  private static List<CacheCandidate> candidates(String cosines) {
    return Stream.of(cosines.split(" "))
        .map(
            cosine ->
                new CacheCandidate(
                    new CacheKey("p", "k" + cosine),
                    "how can my latest commit be rolled back",
                    ANSWER,
                    Double.parseDouble(cosine)))
        .toList();
  }

  private Understanding saying(double sameAnswer) {
    return new Understanding() {
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
        throw new AssertionError("a text is read with another, not alone");
      }

      @Override
      public double sameAnswer(String a, String b) {
        read.add(b);
        return sameAnswer;
      }
    };
  }
}
