package io.semanticrouter.security.jailbreak;

import java.util.List;

/**
 * What one text showed. Never holds any part of the text.
 *
 * @param score how strongly the text looks like an attack, 0 to 1
 * @param types types of attack by their names in the API, the most confident first
 * @param patterns names of the patterns that matched, the strongest first
 */
public record JailbreakFinding(double score, List<String> types, List<String> patterns) {
  /** Nothing found. */
  static final JailbreakFinding NONE = new JailbreakFinding(0, List.of(), List.of());

  public JailbreakFinding {
    types = List.copyOf(types);
    patterns = List.copyOf(patterns);
  }

  /** True of a text that looks like some type of attack as strongly as the threshold asks. */
  boolean isAttack(double threshold) {
    return !types.isEmpty() && score >= threshold;
  }
}
