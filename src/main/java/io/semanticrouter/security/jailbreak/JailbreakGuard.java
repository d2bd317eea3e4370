package io.semanticrouter.security.jailbreak;

import io.semanticrouter.chat.GuardedText;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The stage that decides whether a request is an attack on the model's instructions. */
@ApplicationScoped
public class JailbreakGuard {
  private final JailbreakDetector detector;

  @Inject
  public JailbreakGuard(JailbreakDetector detector) {
    this.detector = detector;
  }

  /**
   * Judges a request by its most suspicious text, of those that reach their threshold if one does.
   * Texts are read one by one, not as one: an argument spread over messages is beyond this stage, a
   * single hostile tool result is not.
   *
   * @param texts what the client sent: user, tool and system messages
   * @param understanding what the encoder says of them; without it patterns decide alone
   * @param thresholds lowest scores that count as an attack; 0.5 is the operating point
   */
  @RouterSpan(RouterSpans.JAILBREAK_DETECTION)
  public JailbreakVerdict inspect(
      StageSpan span,
      List<GuardedText> texts,
      Understanding understanding,
      RouterConfig.PromptGuard thresholds) {
    JailbreakFinding worst = JailbreakFinding.NONE;
    boolean detected = false;
    for (GuardedText text : texts) {
      JailbreakFinding finding = finding(text.text(), understanding);
      boolean attack =
          finding.isAttack(text.system() ? thresholds.systemThreshold() : thresholds.threshold());
      if (attack == detected ? finding.score() > worst.score() : attack) {
        worst = finding;
      }
      detected |= attack;
    }
    return JailbreakVerdict.of(worst, detected);
  }

  private JailbreakFinding finding(String text, Understanding understanding) {
    JailbreakDetector.Inspection inspection = detector.inspect(text);
    JailbreakFinding patterns = inspection.finding();
    if (text.isBlank() || !understanding.reads(text)) {
      return AttackScore.of(patterns);
    }
    JailbreakFinding finding = AttackScore.of(patterns, understanding.read(text));
    // What a reader would see behind the odd letters: a second pass, for such texts alone.
    return inspection
        .undisguised()
        .map(seen -> AttackScore.of(patterns, understanding.read(seen)))
        .filter(seen -> seen.score() > finding.score())
        .orElse(finding);
  }
}
