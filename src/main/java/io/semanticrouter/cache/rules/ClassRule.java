package io.semanticrouter.cache.rules;

import java.util.Set;

/** Each text names a member of a class that the other does not: May here, June there. */
final class ClassRule implements Rule {
  private final WordClass words;
  private final boolean oneSided;

  /**
   * @param oneSided true if it is enough that one of the texts names a member more, and the other
   *     is no longer
   */
  ClassRule(WordClass words, boolean oneSided) {
    this.words = words;
    this.oneSided = oneSided;
  }

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    Set<Integer> inA = words.in(a);
    Set<Integer> inB = words.in(b);
    boolean onlyA = !inB.containsAll(inA);
    boolean onlyB = !inA.containsAll(inB);
    return (onlyA && onlyB) || (oneSided && (onlyA || onlyB) && !TextFacts.isLopsided(a, b));
  }
}
