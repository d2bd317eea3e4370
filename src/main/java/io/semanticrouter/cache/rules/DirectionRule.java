package io.semanticrouter.cache.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The same two things with their parts swapped: from A to B, A into B, A faster than B. */
final class DirectionRule implements Rule {
  private static final Set<String> STARTS = Set.of("from", "von", "desde");
  private static final Set<String> ENDS = Set.of("to", "into", "nach");
  private static final Set<String> REACHED = Set.of("to", "into");
  private static final Set<String> COMPARED = Set.of("than", "over", "versus", "als", "rather");

  /** Words of a phrase that are looked at. */
  private static final int REACH = 3;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    if (TextFacts.isLopsided(a, b)) {
      return false;
    }
    Set<String> fromA = phrases(a, STARTS);
    Set<String> fromB = phrases(b, STARTS);
    Set<String> toA = phrases(a, ENDS);
    Set<String> toB = phrases(b, ENDS);
    return crosses(fromA, toB, fromB, toA)
        || crosses(fromB, toA, fromA, toB)
        || isSwapped(a, b, REACHED)
        || isSwapped(a, b, COMPARED);
  }

  /** A word left in one text is reached in the other, and is not left there. */
  private static boolean crosses(
      Set<String> from, Set<String> otherTo, Set<String> otherFrom, Set<String> to) {
    for (String word : from) {
      if (otherTo.contains(word) && !otherFrom.contains(word) && !to.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** X than Y here, Y than X there. */
  private static boolean isSwapped(TextFacts a, TextFacts b, Set<String> pivots) {
    Set<String> behindA = phrases(a, pivots);
    Set<String> behindB = phrases(b, pivots);
    Set<String> beforeA = before(a, pivots);
    Set<String> beforeB = before(b, pivots);
    behindA.removeAll(beforeA);
    behindB.removeAll(beforeB);
    return behindA.stream().anyMatch(w -> beforeB.contains(w) && !behindB.contains(w))
        && behindB.stream().anyMatch(w -> beforeA.contains(w) && !behindA.contains(w));
  }

  /** The matter-bearing words right behind a preposition. */
  private static Set<String> phrases(TextFacts text, Set<String> prepositions) {
    Set<String> found = new HashSet<>();
    List<Token> tokens = text.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      if (prepositions.contains(tokens.get(i).text())) {
        int end = Math.min(tokens.size(), i + 1 + REACH);
        for (int j = i + 1; j < end && !isPreposition(tokens.get(j)); j++) {
          addContent(tokens.get(j), found);
        }
      }
    }
    return found;
  }

  private static boolean isPreposition(Token token) {
    return STARTS.contains(token.text()) || ENDS.contains(token.text());
  }

  /** The matter-bearing words before the last of the pivots. */
  private static Set<String> before(TextFacts text, Set<String> pivots) {
    Set<String> found = new HashSet<>();
    List<Token> tokens = text.tokens();
    int last = tokens.size() - 1;
    while (last >= 0 && !pivots.contains(tokens.get(last).text())) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      addContent(tokens.get(i), found);
    }
    return found;
  }

  private static void addContent(Token token, Set<String> found) {
    String word = Words.singular(Words.plain(token.text()));
    if (token.isWord() && !Lexicon.FILLERS.contains(word)) {
      found.add(word);
    }
  }
}
