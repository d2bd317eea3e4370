package io.semanticrouter.cache.rules;

/** A negation in one text only, where both are about the same words. */
final class NegationRule implements Rule {
  private static final double SAME_MATTER = 0.6;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    return isNegative(a) != isNegative(b) && TextFacts.areAbout(a, b, SAME_MATTER);
  }

  private static boolean isNegative(TextFacts text) {
    int count = 0;
    for (Token token : text.tokens()) {
      String word = token.text();
      if ((Lexicon.NEGATIONS.contains(word) || word.endsWith("n't")) && !text.has("don't_mind")) {
        count++;
      }
    }
    return count % 2 == 1;
  }
}
