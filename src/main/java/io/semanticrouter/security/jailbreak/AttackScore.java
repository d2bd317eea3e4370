package io.semanticrouter.security.jailbreak;

import io.semanticrouter.understanding.Labels;
import io.semanticrouter.understanding.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes one score of what the patterns and the encoder say of a text. 0.5 is the shipped operating
 * point of both.
 */
final class AttackScore {
  /** What is named among the patterns where the encoder's score decided. */
  static final String ENCODER = "encoder";

  /** The patterns' own scores are reliable from here on: this becomes 0.5. */
  private static final double PATTERNS_RELIABLE = 0.7;

  /** Below it the encoder sees nothing of an attack, and patterns alone weigh less. */
  private static final double DOUBT = 0.1;

  private static final double WEIGHT_IN_DOUBT = 0.5;

  /** Kinds less probable than this are not named. */
  private static final double LEAST_KIND = 0.25;

  private AttackScore() {}

  /** What the patterns say on their own, on the common scale. */
  static JailbreakFinding of(JailbreakFinding patterns) {
    return new JailbreakFinding(scaled(patterns.score()), patterns.types(), patterns.patterns());
  }

  /** What both say together. */
  static JailbreakFinding of(JailbreakFinding patterns, Reading reading) {
    double fromPatterns = scaled(patterns.score());
    if (reading.attack() < DOUBT) {
      fromPatterns *= WEIGHT_IN_DOUBT;
    }
    if (reading.attack() < fromPatterns) {
      return new JailbreakFinding(fromPatterns, patterns.types(), patterns.patterns());
    }
    // Of what is no attack the kind means nothing.
    List<String> types =
        reading.attack() < DOUBT ? new ArrayList<>() : new ArrayList<>(kinds(reading));
    patterns.types().stream().filter(type -> !types.contains(type)).forEach(types::add);
    List<String> names = new ArrayList<>(List.of(ENCODER));
    names.addAll(patterns.patterns());
    return new JailbreakFinding(reading.attack(), types, names);
  }

  private static double scaled(double score) {
    return score < PATTERNS_RELIABLE
        ? score * 0.5 / PATTERNS_RELIABLE
        : 0.5 + (score - PATTERNS_RELIABLE) * 0.5 / (1 - PATTERNS_RELIABLE);
  }

  /** The likely kinds, the likeliest first; one at least. */
  private static List<String> kinds(Reading reading) {
    double[] shares = reading.attackKinds();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble((Integer i) -> shares[i]).reversed());
    return order.stream()
        .filter(i -> i.equals(order.getFirst()) || shares[i] >= LEAST_KIND)
        .map(Labels.ATTACK_KINDS::get)
        .toList();
  }
}
