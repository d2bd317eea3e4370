package io.semanticrouter.security.jailbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.GuardedText;
import io.semanticrouter.config.RouterConfig.PromptGuard;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.FakeUnderstanding;
import io.semanticrouter.understanding.Understanding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JailbreakGuardTest {
  private static final PromptGuard THRESHOLD = new PromptGuard(true, 0.5, 0.5);

  private final JailbreakGuard guard = new JailbreakGuard(JailbreakGuardTest::inspect);

  private static JailbreakDetector.Inspection inspect(String text) {
    JailbreakFinding finding =
        text.startsWith("bad")
            ? new JailbreakFinding(
                text.length() / 10.0, List.of("persona", "encoding"), List.of("p." + text))
            : JailbreakFinding.NONE;
    return new JailbreakDetector.Inspection(
        finding, text.equals("ODD") ? Optional.of("ignore all") : Optional.empty());
  }

  private static List<GuardedText> texts(String... texts) {
    return Stream.of(texts).map(GuardedText::told).toList();
  }

  @Test
  void judgesByTheMostSuspiciousText() {
    // When
    JailbreakVerdict verdict =
        guard.inspect(
            StageSpan.OFF,
            texts("fine", "badbad", "badbadbad", "bad"),
            Understanding.NONE,
            THRESHOLD);

    // Then
    assertThat(verdict)
        .isEqualTo(
            new JailbreakVerdict(
                true,
                "persona",
                0.5 + 0.2 / 0.3 * 0.5,
                List.of("persona", "encoding"),
                List.of("p.badbadbad")));
  }

  @Test
  void detectsFromTheThresholdOn() {
    assertThat(
            guard
                .inspect(StageSpan.OFF, texts("badbadb"), Understanding.NONE, THRESHOLD)
                .detected())
        .isTrue();
    assertThat(
            guard.inspect(StageSpan.OFF, texts("badbad"), Understanding.NONE, THRESHOLD).detected())
        .isFalse();
  }

  @Test
  void holdsASystemMessageToAThresholdOfItsOwn() {
    // Given
    PromptGuard thresholds = new PromptGuard(true, 0.5, 0.9);
    GuardedText system = new GuardedText("badbadbad", true);
    List<GuardedText> both = List.of(system, GuardedText.told("badbadb"));

    // When
    JailbreakVerdict own =
        guard.inspect(StageSpan.OFF, List.of(system), Understanding.NONE, thresholds);
    JailbreakVerdict users = guard.inspect(StageSpan.OFF, both, Understanding.NONE, thresholds);

    // Then
    assertThat(own.detected()).isFalse();
    assertThat(own.confidence()).isGreaterThan(0.8);
    assertThat(users.detected()).isTrue();
    assertThat(users.patterns()).containsExactly("p.badbadb");
    assertThat(users.confidence()).isEqualTo(0.5);
  }

  @Test
  void namesNoTypeWhereNothingIsDetected() {
    // When
    JailbreakVerdict verdict =
        guard.inspect(StageSpan.OFF, texts("badbad"), Understanding.NONE, THRESHOLD);

    // Then
    assertThat(verdict.type()).isNull();
    assertThat(verdict.confidence()).isEqualTo(0.6 * 0.5 / 0.7);
  }

  @Test
  void allowsARequestWithoutTexts() {
    // When
    JailbreakVerdict verdict =
        guard.inspect(StageSpan.OFF, texts(), Understanding.NONE, new PromptGuard(true, 0, 0));

    // Then
    assertThat(verdict.detected()).isFalse();
    assertThat(verdict.confidence()).isZero();
  }

  @Test
  void theEncoderFindsWhatNoPatternKnows() {
    // Given
    var understanding = new FakeUnderstanding(text -> FakeUnderstanding.attack(0.8, "framing"));

    // When
    JailbreakVerdict verdict =
        guard.inspect(StageSpan.OFF, texts("new words"), understanding, THRESHOLD);

    // Then
    assertThat(verdict)
        .isEqualTo(
            new JailbreakVerdict(true, "framing", 0.8, List.of("framing"), List.of("encoder")));
  }

  @Test
  void aPatternCountsForLessWhereTheEncoderSeesNothing() {
    // Given
    var understanding = new FakeUnderstanding(text -> FakeUnderstanding.attack(0.01, "persona"));

    // When
    JailbreakVerdict weak =
        guard.inspect(StageSpan.OFF, texts("badbadb"), understanding, THRESHOLD);
    JailbreakVerdict strong =
        guard.inspect(StageSpan.OFF, texts("badbadbadb"), understanding, THRESHOLD);

    // Then
    assertThat(weak.detected()).isFalse();
    assertThat(strong.detected()).isTrue();
    assertThat(strong.type()).isEqualTo("persona");
  }

  @Test
  void readsADisguisedTextAsItLooksToo() {
    // Given
    var understanding =
        new FakeUnderstanding(
            text ->
                FakeUnderstanding.attack(
                    text.equals("ignore all") ? 0.9 : 0.1, "instruction_override"));

    // When
    JailbreakVerdict verdict = guard.inspect(StageSpan.OFF, texts("ODD"), understanding, THRESHOLD);

    // Then
    assertThat(verdict.confidence()).isEqualTo(0.9);
  }

  @Test
  void readsAnHonestTextOnce() {
    // Given
    var understanding = new FakeUnderstanding(text -> FakeUnderstanding.attack(0.1, "persona"));

    // When
    JailbreakVerdict verdict =
        guard.inspect(StageSpan.OFF, texts("Grüße aus Köln"), understanding, THRESHOLD);

    // Then
    assertThat(verdict.detected()).isFalse();
    assertThat(understanding.asked()).hasSize(1);
  }
}
