package io.semanticrouter.cache.rules;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;

/** Mostly written in another script, or, where both are Latin, clearly in another language. */
final class ScriptRule implements Rule {
  private static final int CLEARLY = 2;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    UnicodeScript inA = script(a.text());
    UnicodeScript inB = script(b.text());
    if (inA != inB) {
      return inA != UnicodeScript.COMMON && inB != UnicodeScript.COMMON;
    }
    int languageA = language(a);
    int languageB = language(b);
    return languageA >= 0 && languageB >= 0 && languageA != languageB;
  }

  /** The script of most letters; Japanese counts as Han. COMMON if there are none. */
  private static UnicodeScript script(String text) {
    Map<UnicodeScript, Integer> counts = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .mapToObj(UnicodeScript::of)
        .map(
            s -> s == UnicodeScript.HIRAGANA || s == UnicodeScript.KATAKANA ? UnicodeScript.HAN : s)
        .forEach(script -> counts.merge(script, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(UnicodeScript.COMMON);
  }

  /** The language whose small words stand out, as a row of the lexicon, or -1. */
  private static int language(TextFacts text) {
    int[] votes = new int[Lexicon.LANGUAGE_COUNT];
    for (Token token : text.tokens()) {
      for (int language : Lexicon.SMALL_WORDS.members(token.text())) {
        votes[language]++;
      }
    }
    int best = 0;
    for (int i = 1; i < votes.length; i++) {
      best = votes[i] > votes[best] ? i : best;
    }
    for (int i = 0; i < votes.length; i++) {
      if (i != best && votes[best] < votes[i] + CLEARLY) {
        return -1;
      }
    }
    return best;
  }
}
