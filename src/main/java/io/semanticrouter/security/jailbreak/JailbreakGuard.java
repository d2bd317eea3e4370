package io.semanticrouter.security.jailbreak;

import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
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
   * Judges a request by its most suspicious text. Texts are read one by one, not as one: an
   * argument spread over messages is beyond this tier, a single hostile tool result is not.
   *
   * @param texts what the client sent: user, tool and system messages
   * @param threshold lowest score that counts as an attack, 0 to 1
   */
  @RouterSpan(RouterSpans.JAILBREAK_DETECTION)
  public JailbreakVerdict inspect(StageSpan span, List<String> texts, double threshold) {
    JailbreakFinding worst = JailbreakFinding.NONE;
    for (String text : texts) {
      JailbreakFinding finding = detector.inspect(text);
      if (finding.score() > worst.score()) {
        worst = finding;
      }
    }
    return JailbreakVerdict.of(worst, threshold);
  }
}
