package io.semanticrouter.cache.rules;

import java.util.Set;

/** Words that mean opposite things. */
record OppositePair(Set<String> one, Set<String> other) {
  /** True if one text has only words of the one side, the other text only of the other. */
  boolean parts(TextFacts a, TextFacts b) {
    boolean oneInA = any(one, a);
    boolean otherInA = any(other, a);
    boolean oneInB = any(one, b);
    boolean otherInB = any(other, b);
    return (oneInA && !otherInA && otherInB && !oneInB)
        || (otherInA && !oneInA && oneInB && !otherInB);
  }

  private static boolean any(Set<String> words, TextFacts text) {
    for (String word : words) {
      if (text.has(word)) {
        return true;
      }
    }
    return false;
  }
}
