package io.semanticrouter.security.jailbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.tracing.StageSpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class JailbreakGuardTest {
  private final JailbreakGuard guard =
      new JailbreakGuard(
          text ->
              text.startsWith("bad")
                  ? new JailbreakFinding(
                      text.length() / 10.0, List.of("persona", "encoding"), List.of("p." + text))
                  : JailbreakFinding.NONE);

  @Test
  void judgesByTheMostSuspiciousText() {
    // When
    JailbreakVerdict verdict =
        guard.inspect(StageSpan.OFF, List.of("fine", "badbad", "badbadbad", "bad"), 0.7);

    // Then
    assertThat(verdict)
        .isEqualTo(
            new JailbreakVerdict(
                true, "persona", 0.9, List.of("persona", "encoding"), List.of("p.badbadbad")));
  }

  @Test
  void detectsFromTheThresholdOn() {
    assertThat(guard.inspect(StageSpan.OFF, List.of("badbadb"), 0.7).detected()).isTrue();
    assertThat(guard.inspect(StageSpan.OFF, List.of("badbad"), 0.7).detected()).isFalse();
  }

  @Test
  void namesNoTypeWhereNothingIsDetected() {
    // When
    JailbreakVerdict verdict = guard.inspect(StageSpan.OFF, List.of("badbad"), 0.7);

    // Then
    assertThat(verdict.type()).isNull();
    assertThat(verdict.confidence()).isEqualTo(0.6);
  }

  @Test
  void allowsARequestWithoutTexts() {
    // When
    JailbreakVerdict verdict = guard.inspect(StageSpan.OFF, List.of(), 0.0);

    // Then
    assertThat(verdict.detected()).isFalse();
    assertThat(verdict.confidence()).isZero();
  }
}
