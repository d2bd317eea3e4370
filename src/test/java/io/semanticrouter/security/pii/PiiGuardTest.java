package io.semanticrouter.security.pii;

import static io.semanticrouter.config.PiiType.EMAIL_ADDRESS;
import static io.semanticrouter.config.PiiType.IP_ADDRESS;
import static io.semanticrouter.config.PiiType.US_SSN;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiDetection;
import io.semanticrouter.config.PiiType;
import io.semanticrouter.config.RouterConfig.PiiRule;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PiiGuardTest {
  private static final PiiDetection THRESHOLDS = new PiiDetection(true, 0.7, Map.of());
  private static final String MAIL_AND_SSN = "mail jo@firm.com, SSN 123-45-6789";

  private final PiiGuard guard = new PiiGuard(new TieredPiiDetector(new StructuredPiiDetector()));

  static List<Arguments> policies() {
    return List.of(
        Arguments.of(true, Set.of(), List.of()),
        Arguments.of(true, Set.of(EMAIL_ADDRESS), List.of()),
        Arguments.of(false, Set.of(), List.of(EMAIL_ADDRESS, US_SSN)),
        Arguments.of(false, Set.of(EMAIL_ADDRESS), List.of(US_SSN)),
        Arguments.of(false, Set.of(US_SSN), List.of(EMAIL_ADDRESS)),
        Arguments.of(false, Set.of(IP_ADDRESS), List.of(EMAIL_ADDRESS, US_SSN)),
        Arguments.of(false, Set.of(EMAIL_ADDRESS, US_SSN), List.of()));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void thePolicyDecidesWhatIsDenied(
      boolean allowByDefault, Set<PiiType> allowed, List<PiiType> denied) {
    // Given
    PiiRule policy = new PiiRule(allowByDefault, allowed);

    // When
    PiiVerdict verdict =
        guard.check(StageSpan.OFF, List.of(MAIL_AND_SSN), Understanding.NONE, policy, THRESHOLDS);

    // Then
    assertThat(verdict)
        .isEqualTo(new PiiVerdict(!denied.isEmpty(), List.of(EMAIL_ADDRESS, US_SSN), denied));
  }

  @Test
  void nothingFoundIsNothingDenied() {
    // When
    PiiVerdict verdict =
        guard.check(
            StageSpan.OFF,
            List.of("hello"),
            Understanding.NONE,
            new PiiRule(false, Set.of()),
            THRESHOLDS);

    // Then
    assertThat(verdict).isEqualTo(new PiiVerdict(false, List.of(), List.of()));
  }

  @Test
  void everyTextIsReadAndEachTypeNamedOnceInOrder() {
    // Given
    List<String> texts = List.of("SSN 123-45-6789", "hello", "jo@firm.com", "al@firm.com");

    // When
    PiiVerdict verdict =
        guard.check(StageSpan.OFF, texts, Understanding.NONE, PiiRule.ALLOW_ALL, THRESHOLDS);

    // Then
    assertThat(verdict.found()).containsExactly(EMAIL_ADDRESS, US_SSN);
  }

  @Test
  void whatIsLessCertainThanTheThresholdDoesNotCount() {
    // Given
    PiiGuard doubtful =
        new PiiGuard(
            (text, understanding) ->
                List.of(
                    new PiiEntity(EMAIL_ADDRESS, 0, 1, 0.699), new PiiEntity(US_SSN, 2, 3, 0.7)));

    // When
    PiiVerdict verdict =
        doubtful.check(
            StageSpan.OFF,
            List.of("abc"),
            Understanding.NONE,
            new PiiRule(false, Set.of()),
            THRESHOLDS);

    // Then
    assertThat(verdict).isEqualTo(new PiiVerdict(true, List.of(US_SSN), List.of(US_SSN)));
  }

  @Test
  void aTypeCanHaveAThresholdOfItsOwn() {
    // Given
    PiiGuard doubtful =
        new PiiGuard(
            (text, understanding) ->
                List.of(new PiiEntity(EMAIL_ADDRESS, 0, 1, 0.8), new PiiEntity(US_SSN, 2, 3, 0.8)));
    PiiDetection thresholds = new PiiDetection(true, 0.7, Map.of(US_SSN, 0.9));

    // When
    PiiVerdict verdict =
        doubtful.check(
            StageSpan.OFF, List.of("abc"), Understanding.NONE, PiiRule.ALLOW_ALL, thresholds);

    // Then
    assertThat(verdict.found()).containsExactly(EMAIL_ADDRESS);
  }

  @Test
  void whoAllowsPlacesByOneNameAllowsThemByTheOther() {
    assertThat(new PiiRule(false, Set.of(PiiType.GPE)).allows(PiiType.LOCATION)).isTrue();
    assertThat(new PiiRule(false, Set.of(PiiType.PERSON)).allows(PiiType.LOCATION)).isFalse();
  }

  @Test
  void aThresholdOfStatesCountsForAllPlaces() {
    PiiDetection states = new PiiDetection(true, 0.7, Map.of(PiiType.GPE, 0.9));
    PiiDetection both =
        new PiiDetection(true, 0.7, Map.of(PiiType.GPE, 0.9, PiiType.LOCATION, 0.8));

    assertThat(states.threshold(PiiType.LOCATION)).isEqualTo(0.9);
    assertThat(both.threshold(PiiType.LOCATION)).isEqualTo(0.8);
    assertThat(states.threshold(PiiType.PERSON)).isEqualTo(0.7);
  }
}
