package io.semanticrouter.security.pii;

import static io.semanticrouter.config.PiiType.EMAIL_ADDRESS;
import static io.semanticrouter.config.PiiType.IP_ADDRESS;
import static io.semanticrouter.config.PiiType.US_SSN;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.config.RouterConfig.PiiRule;
import io.semanticrouter.tracing.StageSpan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PiiGuardTest {
  private static final double THRESHOLD = 0.7;
  private static final String MAIL_AND_SSN = "mail jo@firm.com, SSN 123-45-6789";

  private final PiiGuard guard = new PiiGuard(new StructuredPiiDetector());

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
    PiiVerdict verdict = guard.check(StageSpan.OFF, List.of(MAIL_AND_SSN), policy, THRESHOLD);

    // Then
    assertThat(verdict)
        .isEqualTo(new PiiVerdict(!denied.isEmpty(), List.of(EMAIL_ADDRESS, US_SSN), denied));
  }

  @Test
  void nothingFoundIsNothingDenied() {
    // When
    PiiVerdict verdict =
        guard.check(StageSpan.OFF, List.of("hello"), new PiiRule(false, Set.of()), THRESHOLD);

    // Then
    assertThat(verdict).isEqualTo(new PiiVerdict(false, List.of(), List.of()));
  }

  @Test
  void everyTextIsReadAndEachTypeNamedOnceInOrder() {
    // Given
    List<String> texts = List.of("SSN 123-45-6789", "hello", "jo@firm.com", "al@firm.com");

    // When
    PiiVerdict verdict = guard.check(StageSpan.OFF, texts, PiiRule.ALLOW_ALL, THRESHOLD);

    // Then
    assertThat(verdict.found()).containsExactly(EMAIL_ADDRESS, US_SSN);
  }

  @Test
  void whatIsLessCertainThanTheThresholdDoesNotCount() {
    // Given
    PiiGuard doubtful =
        new PiiGuard(
            text ->
                List.of(
                    new PiiEntity(EMAIL_ADDRESS, 0, 1, 0.699), new PiiEntity(US_SSN, 2, 3, 0.7)));

    // When
    PiiVerdict verdict =
        doubtful.check(StageSpan.OFF, List.of("abc"), new PiiRule(false, Set.of()), THRESHOLD);

    // Then
    assertThat(verdict).isEqualTo(new PiiVerdict(true, List.of(US_SSN), List.of(US_SSN)));
  }
}
