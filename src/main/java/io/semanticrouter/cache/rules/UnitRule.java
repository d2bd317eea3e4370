package io.semanticrouter.cache.rules;

import java.util.HashSet;
import java.util.Set;

/** Each text names a unit that the other does not: "in feet" here, "in metres" there. */
final class UnitRule implements Rule {
  /** Shorter names are too often something else, such as the "s" of a possessive. */
  private static final int SHORTEST_NAME = 2;

  private static final double SAME_MATTER = 0.3;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    Set<String> inA = bareUnits(a);
    Set<String> inB = bareUnits(b);
    return !inB.containsAll(inA) && !inA.containsAll(inB) && TextFacts.areAbout(a, b, SAME_MATTER);
  }

  /** Units that do not belong to a number: those are compared with it. */
  private static Set<String> bareUnits(TextFacts text) {
    Set<String> units = new HashSet<>();
    Token before = null;
    for (Token token : text.tokens()) {
      Units.Match unit = token.isWord() ? Units.named(token.text()) : null;
      boolean bare = before == null || !(before.isNumber() || isNumberWord(before));
      if (unit != null && bare && token.text().length() >= SHORTEST_NAME) {
        units.add(unit.dimension() + " " + unit.factor());
      }
      before = token;
    }
    return units;
  }

  private static boolean isNumberWord(Token token) {
    return Lexicon.CARDINALS.containsKey(token.text())
        || Lexicon.MULTIPLIERS.containsKey(token.text())
        || token.text().equals("-");
  }
}
