package io.semanticrouter.cache.rules;

import java.util.HashSet;
import java.util.Set;

/**
 * Other names: words with a capital within a sentence, acronyms, identifiers. A name that the other
 * text writes small, or spells out, is no other name.
 */
final class NameRule implements Rule {
  /** Below it the other text tells the same in other words, or the encoder is to say so. */
  private static final double SAME_MATTER = 0.4;

  /** More are not compared: a text of nothing but capitals is not to hold the look-up up. */
  private static final int MOST_NAMES = 40;

  private static final int SHORTEST_JOINED = 4;
  private static final int LONGEST_ACRONYM = 6;

  @Override
  public boolean differ(TextFacts a, TextFacts b) {
    if (!TextFacts.areAbout(a, b, SAME_MATTER)) {
      return false;
    }
    Set<String> onlyA = unmatched(a, b);
    Set<String> onlyB = unmatched(b, a);
    if (!onlyA.isEmpty() && !onlyB.isEmpty()) {
      return true;
    }
    return onlyA.stream().anyMatch(Words::hasDigit) || onlyB.stream().anyMatch(Words::hasDigit);
  }

  private static Set<String> unmatched(TextFacts text, TextFacts other) {
    Set<String> missing = new HashSet<>();
    for (String name : names(text)) {
      if (!other.has(name)
          && !Words.isAmong(name, other.content())
          && !isSpelledOut(name, other)
          && !isJoined(name, other)) {
        missing.add(name);
      }
    }
    // The long form of an acronym in the other text is no name of its own.
    Set<String> names = missing.isEmpty() ? Set.of() : names(other);
    missing.removeIf(name -> names.stream().anyMatch(n -> isInitial(n, name, text)));
    return missing;
  }

  private static Set<String> names(TextFacts text) {
    Set<String> names = new HashSet<>();
    for (Token token : text.tokens()) {
      String word = Words.plain(token.text());
      if (token.isWord()
          && names.size() < MOST_NAMES
          && isName(token)
          && !Lexicon.FILLERS.contains(word)
          && Lexicon.TIMES.members(word).isEmpty()
          && Units.named(word) == null) {
        names.add(word);
      }
    }
    return names;
  }

  private static boolean isName(Token token) {
    String raw = token.raw();
    boolean digits = Words.hasDigit(raw) && raw.length() > 1;
    boolean innerCapital = raw.chars().skip(1).anyMatch(Character::isUpperCase);
    boolean capital = Character.isUpperCase(raw.charAt(0)) && raw.length() > 1;
    return digits || innerCapital || (capital && !token.opensSentence());
  }

  /** The initials of neighbouring words of the other text. */
  private static boolean isSpelledOut(String acronym, TextFacts other) {
    if (acronym.length() < 2 || acronym.length() > LONGEST_ACRONYM) {
      return false;
    }
    return other.initials().contains(acronym);
  }

  private static boolean isJoined(String name, TextFacts other) {
    return name.length() >= SHORTEST_JOINED && other.joined().contains(name);
  }

  private static boolean isInitial(String acronym, String word, TextFacts text) {
    return acronym.length() <= LONGEST_ACRONYM
        && acronym.indexOf(word.charAt(0)) >= 0
        && isSpelledOut(acronym, text);
  }
}
