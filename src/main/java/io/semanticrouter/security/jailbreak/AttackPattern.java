package io.semanticrouter.security.jailbreak;

import java.util.List;

/**
 * One row of words that speaks for an attack, or against one.
 *
 * @param rule index of the rule it belongs to
 * @param steps the words in their order
 * @param atStart true if the first word must begin a sentence
 * @param atEnd true if the last word must end a sentence
 */
record AttackPattern(int rule, List<Step> steps, boolean atStart, boolean atEnd) {
  AttackPattern {
    steps = List.copyOf(steps);
  }

  /**
   * One word of a pattern.
   *
   * @param wordSet number of the set of words that fit here
   * @param gap how many other words may stand before it, 0 to {@link PatternBook#MAX_GAP}
   */
  record Step(int wordSet, int gap) {}

  /**
   * A named rule, of one or more patterns.
   *
   * @param type type of attack, or null for a rule that tells talk about attacks from attacks
   * @param score how surely a match is an attack (with a type) or mere talk (without), 0 to 1
   */
  record Rule(String name, AttackType type, double score) {}
}
