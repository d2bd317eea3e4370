package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TraceState;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistentProbabilityTest {
  /** The examples of the specification, and the ends. */
  @ParameterizedTest
  @CsvSource({
    "1.0, 0",
    "0.5, 8",
    "0.25, c",
    "0.1, e666",
    "0.01, fd70a",
    "0.001, ffbe77",
    "0.0000152587890625, ffff",
    "1e-15, ffffffffffffb8",
  })
  void encodesProbabilities(double probability, String threshold) {
    assertThat(ConsistentProbability.digits(ConsistentProbability.threshold(probability)))
        .isEqualTo(threshold);
  }

  @Test
  void tellsAnyProbabilityToAPartInAThousand() {
    // Given
    SplittableRandom random = new SplittableRandom(11);

    for (int i = 0; i < 100_000; i++) {
      double probability = Math.exp(random.nextDouble() * Math.log(1e-9));

      // When
      long threshold = ConsistentProbability.threshold(probability);

      // Then
      assertThat(threshold).isBetween(0L, (1L << 56) - 1);
      assertThat(ConsistentProbability.probability(threshold))
          .isCloseTo(probability, Percentage.withPercentage(0.1));
      String digits = ConsistentProbability.digits(threshold);
      assertThat(Long.parseLong((digits + "0".repeat(14)).substring(0, 14), 16))
          .isEqualTo(threshold);
      assertThat(digits.length()).isBetween(1, 14);
    }
  }

  @Test
  void aTraceThatALowerProbabilityKeepsIsKeptByAHigherOne() {
    // Given
    SplittableRandom random = new SplittableRandom(13);
    TraceState none = TraceState.getDefault();

    for (int i = 0; i < 10_000; i++) {
      String traceId = "%016x%016x".formatted(random.nextLong(), random.nextLong());
      double probability = 1 - random.nextDouble();
      long low = ConsistentProbability.threshold(probability / 2);
      long high = ConsistentProbability.threshold(probability);

      // When
      boolean keptByLow = ConsistentProbability.keeps(low, traceId, none);

      // Then
      assertThat(!keptByLow || ConsistentProbability.keeps(high, traceId, none)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', th:8",
    "th:c, th:8",
    "rv:0123456789abcd, th:8;rv:0123456789abcd",
    "th:c;x:y, th:8;x:y",
  })
  void takesThePlaceOfTheCallersThreshold(String before, String after) {
    // Given
    TraceState caller = TraceState.builder().put("ot", before).put("vendor", "v").build();

    // When
    TraceState state = ConsistentProbability.with(1L << 55, caller);

    // Then
    assertThat(state.get("ot")).isEqualTo(after);
    assertThat(state.get("vendor")).isEqualTo("v");
  }

  @ParameterizedTest
  @CsvSource({"rv:00", "rv:0123456789abcg", "rv:0123456789ABCD", "rv:", "th", "''"})
  void aMalformedRandomnessIsNone(String member) {
    // Given
    TraceState caller = TraceState.builder().put("ot", member).build();

    // When
    boolean kept = ConsistentProbability.keeps(1, "0000000000000001ff00000000000001", caller);

    // Then: by the last 56 bits of the id
    assertThat(kept).isTrue();
    assertThat(ConsistentProbability.keeps(2, "0000000000000001ff00000000000001", caller))
        .isFalse();
  }
}
