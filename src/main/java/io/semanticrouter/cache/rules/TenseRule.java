package io.semanticrouter.cache.rules;

/** Past against present or future, where both are about the same words. */
final class TenseRule implements Rule {
  private static final double SAME_MATTER = 0.6;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    return Lexicon.TENSES.stream().anyMatch(pair -> pair.parts(a, b))
        && TextFacts.areAbout(a, b, SAME_MATTER);
  }
}
