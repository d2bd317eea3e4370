package io.semanticrouter.security.jailbreak;

import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.List;

/**
 * Whether a request is an attack.
 *
 * @param detected true if the confidence reached its text's threshold
 * @param type the most confident type of attack by its name in the API, or null if none was
 *     detected
 * @param confidence score of the most suspicious text, 0 to 1, also where nothing was detected
 * @param types types of attack in that text, the most confident first
 * @param patterns names of the patterns that matched there; never matched text
 */
public record JailbreakVerdict(
    boolean detected, String type, double confidence, List<String> types, List<String> patterns)
    implements Traced {

  public JailbreakVerdict {
    types = List.copyOf(types);
    patterns = List.copyOf(patterns);
  }

  static JailbreakVerdict of(JailbreakFinding finding, boolean detected) {
    return new JailbreakVerdict(
        detected,
        detected ? finding.types().getFirst() : null,
        finding.score(),
        finding.types(),
        finding.patterns());
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.JAILBREAK_DETECTED, detected)
        .set(SpanAttributes.JAILBREAK_TYPE, type)
        .set(SpanAttributes.JAILBREAK_CONFIDENCE, confidence)
        .set(SpanAttributes.SECURITY_ACTION, detected ? "blocked" : "allowed");
  }
}
