package io.semanticrouter.cache.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Other capitals in what may be the unit of a number: 5 mW and 5 MW, 10 Mb and 10 MB. The encoder
 * reads all in lower case, so nobody else sees them. "5 Days" is not "5 days" to it, which costs a
 * hit and nothing else.
 */
final class CaseRule implements Rule {
  private static final int LONGEST_UNIT = 5;

  /** Capitals alone mean nothing in them, and people write them either way. */
  private static final Set<String> HALF_DAYS = Set.of("AM", "PM");

  private record Unit(String number, String raw, String text) {}

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    Set<Unit> inA = units(a.tokens());
    Set<Unit> inB = units(b.tokens());
    return hasOtherCase(inA, inB) || hasOtherCase(inB, inA);
  }

  /** A number may be written in another way: then any same spelling of the unit will do. */
  private static boolean hasOtherCase(Set<Unit> ours, Set<Unit> theirs) {
    Map<String, Set<String>> spellings = new HashMap<>();
    for (Unit unit : theirs) {
      spellings.computeIfAbsent(unit.text(), _ -> new HashSet<>()).add(unit.raw());
    }
    for (Unit own : ours) {
      Set<String> same = Set.of(own.raw());
      if (!theirs.contains(own) && !spellings.getOrDefault(own.text(), same).equals(same)) {
        return true;
      }
    }
    return false;
  }

  private static Set<Unit> units(List<Token> tokens) {
    Set<Unit> units = new HashSet<>();
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      int at = i > 1 && tokens.get(i - 1).text().equals("-") ? i - 2 : i - 1;
      Token number = tokens.get(at);
      if (number.isNumber()
          && token.isWord()
          && !token.opensSentence()
          && token.raw().length() <= LONGEST_UNIT) {
        String raw = HALF_DAYS.contains(token.raw()) ? token.text() : token.raw();
        units.add(new Unit(number.text(), raw, token.text()));
      }
    }
    return units;
  }
}
