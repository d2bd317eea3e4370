package io.semanticrouter.cache.rules;

import java.util.List;
import java.util.Set;

/** A negation in one text only, where both are about the same words. */
final class NegationRule implements Rule {
  private static final double SAME_MATTER = 0.6;

  /** They hold a negation that denies nothing. */
  private static final List<String> POLITE =
      List.of("don't_mind", "much_trouble", "no_hurry", "no_rush", "or_not");

  private static final Set<String> TAGGED = Set.of("it", "they", "he", "she", "i", "we", "you");

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    return isNegative(a) != isNegative(b) && TextFacts.areAbout(a, b, SAME_MATTER);
  }

  private static boolean isNegative(TextFacts text) {
    List<Token> tokens = text.tokens();
    int count = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (isNegation(tokens, i)) {
        count++;
      }
    }
    for (String phrase : POLITE) {
      count -= text.has(phrase) ? 1 : 0;
    }
    return count % 2 != 0;
  }

  private static boolean isNegation(List<Token> tokens, int at) {
    String word = tokens.get(at).text();
    Token next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
    if (word.equals("w")) {
      return at + 2 < tokens.size()
          && next.text().equals("/")
          && tokens.get(at + 2).text().equals("o");
    }
    if (word.equals("no")) {
      return next == null || !(next.isNumber() || next.text().equals("of"));
    }
    // A question behind the sentence, "isn't it?", denies nothing.
    boolean tag = at + 2 == tokens.size() && at > 1 && TAGGED.contains(next.text());
    return !tag && (Lexicon.NEGATIONS.contains(word) || word.endsWith("n't"));
  }
}
