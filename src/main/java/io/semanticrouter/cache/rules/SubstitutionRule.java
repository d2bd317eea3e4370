package io.semanticrouter.cache.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The same sentence with another word in one place. Whoever asks in his own words changes more than
 * one; who changes one word mostly asks something else. Endings, slips and common synonyms are no
 * other word.
 */
final class SubstitutionRule implements Rule {
  private static final int MOST_REPLACED = 2;

  /** Least share of the matter-bearing words that stay. */
  private static final double STAYS = 0.6;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    List<String> onlyA = missing(a.content(), b.content());
    List<String> onlyB = missing(b.content(), a.content());
    if (onlyA.isEmpty() || onlyB.isEmpty()) {
      return false;
    }
    int replaced = Math.max(onlyA.size(), onlyB.size());
    int stay = Math.max(a.content().size(), b.content().size()) - replaced;
    return replaced <= MOST_REPLACED && stay >= STAYS * (stay + replaced);
  }

  private static List<String> missing(Set<String> words, Set<String> others) {
    List<String> missing = new ArrayList<>();
    for (String word : words) {
      if (missing.size() > MOST_REPLACED) {
        break;
      }
      if (!Words.isAmong(word, others)) {
        missing.add(word);
      }
    }
    return missing;
  }
}
