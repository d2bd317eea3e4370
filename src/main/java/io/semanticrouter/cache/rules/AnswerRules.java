package io.semanticrouter.cache.rules;

import java.util.Optional;

/** Compares one text with others, looking for a reason why their answers must differ. */
public final class AnswerRules {
  private final TextFacts text;

  private AnswerRules(TextFacts text) {
    this.text = text;
  }

  /** The rules, ready to compare a text with any number of others. */
  public static AnswerRules of(String text) {
    return new AnswerRules(TextFacts.of(text));
  }

  /** True if a rule sees that the answer to the other text cannot serve this one. */
  public boolean seeDifferenceTo(String other) {
    return firstDifference(other).isPresent();
  }

  /** The first difference found. */
  Optional<Difference> firstDifference(String other) {
    TextFacts facts = TextFacts.of(other);
    for (Difference difference : Difference.values()) {
      if (difference.between(text, facts)) {
        return Optional.of(difference);
      }
    }
    return Optional.empty();
  }
}
