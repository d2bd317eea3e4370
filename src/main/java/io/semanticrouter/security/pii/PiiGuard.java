package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiDetection;
import io.semanticrouter.config.PiiType;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The stage that keeps personal data from models that must not see it. */
@ApplicationScoped
public class PiiGuard {
  private final PiiDetector detector;

  public PiiGuard(PiiDetector detector) {
    this.detector = detector;
  }

  /**
   * Looks for personal data in every text and holds it against the policy of the model.
   *
   * <p>The policy reads as in the public vLLM Semantic Router: {@code allow_by_default: true} lets
   * everything pass, whatever {@code pii_types_allowed} says; {@code false} lets only those types
   * pass. What passes is still reported as found.
   *
   * @param span the span of this stage
   * @param texts what the client sent, one text a message
   * @param understanding what the encoder says of them
   * @param thresholds what is less certain does not count
   */
  @RouterSpan(RouterSpans.PII_DETECTION)
  public PiiVerdict check(
      StageSpan span,
      List<String> texts,
      Understanding understanding,
      RouterConfig.PiiRule policy,
      PiiDetection thresholds) {
    Set<PiiType> found = EnumSet.noneOf(PiiType.class);
    for (String text : texts) {
      for (PiiEntity entity : detector.detect(text, understanding)) {
        if (entity.confidence() >= thresholds.threshold(entity.type())) {
          found.add(entity.type());
        }
      }
    }
    List<PiiType> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(PiiType::name));
    List<PiiType> denied = sorted.stream().filter(type -> !policy.allows(type)).toList();
    return new PiiVerdict(!denied.isEmpty(), sorted, denied);
  }
}
