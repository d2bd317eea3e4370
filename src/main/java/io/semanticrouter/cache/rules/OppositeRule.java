package io.semanticrouter.cache.rules;

import java.util.List;

/** One word here, its opposite there: maximum and minimum, with and without, lock and unlock. */
final class OppositeRule implements Rule {
  private static final List<String> PREFIXES =
      List.of("un", "dis", "in", "im", "non", "de", "ir", "il");
  private static final int SHORTEST_BASE = 4;
  private static final double SAME_MATTER = 0.4;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    if (!TextFacts.areAbout(a, b, SAME_MATTER)) {
      return false;
    }
    return Lexicon.OPPOSITES.stream().anyMatch(pair -> pair.parts(a, b))
        || hasPrefixed(a, b)
        || hasPrefixed(b, a);
  }

  private static boolean hasPrefixed(TextFacts plain, TextFacts prefixed) {
    for (String word : plain.content()) {
      if (word.length() < SHORTEST_BASE) {
        continue;
      }
      for (String prefix : PREFIXES) {
        String opposite = prefix + word;
        if (prefixed.has(opposite) && !plain.has(opposite) && !prefixed.has(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
