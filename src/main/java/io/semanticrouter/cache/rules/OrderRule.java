package io.semanticrouter.cache.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The same sentence with two of its words in each other's place: "Does insomnia cause depression?".
 * Members of a list may change places, and where hardly a word stays, a clause has moved.
 */
final class OrderRule implements Rule {
  private static final Set<String> LISTING =
      Set.of("and", "or", "und", "oder", "et", "ou", "y", "e", "vs");

  /** Places that differ: two names of up to three words. */
  private static final int MOST_MOVED = 6;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    List<Token> inA = a.tokens();
    List<Token> inB = b.tokens();
    if (inA.size() != inB.size()) {
      return false;
    }
    List<String> movedA = new ArrayList<>();
    List<String> movedB = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (int i = 0; i < inA.size(); i++) {
      if (!inA.get(i).text().equals(inB.get(i).text())) {
        movedA.add(inA.get(i).text());
        movedB.add(inB.get(i).text());
        first = first < 0 ? i : first;
        last = i;
      }
    }
    boolean frame = movedA.size() <= MOST_MOVED && 2 * movedA.size() <= inA.size();
    if (movedA.isEmpty() || !frame || isList(inA, first, last)) {
      return false;
    }
    movedA.sort(null);
    movedB.sort(null);
    return movedA.equals(movedB);
  }

  /** Nothing but list members between the first and the last place that differ. */
  private static boolean isList(List<Token> tokens, int first, int last) {
    boolean joined = false;
    for (int i = first; i <= last; i++) {
      joined |= LISTING.contains(tokens.get(i).text());
      if (tokens.get(i).isWord()
          && Lexicon.FILLERS.contains(tokens.get(i).text())
          && !LISTING.contains(tokens.get(i).text())
          && tokens.get(i).text().length() > 1) {
        return false;
      }
    }
    return joined;
  }
}
