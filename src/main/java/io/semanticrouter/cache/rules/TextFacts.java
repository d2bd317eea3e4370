package io.semanticrouter.cache.rules;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the rules look at in a text, found once. For one thread; not to be kept with its text. */
final class TextFacts {
  /** Comparing takes the product of two of these: a text of short words is not to hold it up. */
  private static final int MAX_CONTENT = 150;

  private final String text;
  private final List<Token> tokens;
  private final Set<String> terms = new HashSet<>();
  private final Set<String> content = new LinkedHashSet<>();
  private final List<Quantity> quantities;

  private String initials;
  private String joined;

  /** Several rules ask for the overlap with the same text, and it is the dearest of all facts. */
  private TextFacts compared;

  private double overlap;

  private TextFacts(String text) {
    this.text = text;
    this.tokens = Tokens.of(text);
    String before = "";
    for (Token token : tokens) {
      if (token.isWord()) {
        String word = Words.plain(token.text());
        terms.add(token.text());
        terms.add(word);
        terms.add(Words.singular(word));
        terms.add(before + "_" + word);
        if (content.size() < MAX_CONTENT && !Lexicon.isFiller(word)) {
          content.add(word);
        }
        before = word;
      }
    }
    this.quantities = Quantities.of(tokens);
  }

  static TextFacts of(String text) {
    return new TextFacts(text);
  }

  String text() {
    return text;
  }

  List<Token> tokens() {
    return tokens;
  }

  /** Words in lower case as written, in the singular, and pairs of neighbours joined by "_". */
  Set<String> terms() {
    return terms;
  }

  boolean has(String term) {
    return terms.contains(term);
  }

  /**
   * Different words that carry the matter, in their order, and no more than are worth comparing.
   */
  Set<String> content() {
    return content;
  }

  /** The first letters of the words in a row, those that only join others left out. */
  String initials() {
    if (initials == null) {
      StringBuilder letters = new StringBuilder();
      for (Token token : tokens) {
        if (token.isWord() && !Lexicon.JOINTS.contains(token.text())) {
          letters.append(token.text().charAt(0));
        }
      }
      initials = letters.toString();
    }
    return initials;
  }

  /** The text in lower case without its blanks. */
  String joined() {
    if (joined == null) {
      joined = text.toLowerCase(Locale.ROOT).replace(" ", "");
    }
    return joined;
  }

  List<Quantity> quantities() {
    return quantities;
  }

  /** True if one of the texts says so much more that it may well ask the same with a story. */
  static boolean isLopsided(TextFacts a, TextFacts b) {
    int shorter = Math.min(a.tokens.size(), b.tokens.size());
    int longer = Math.max(a.tokens.size(), b.tokens.size());
    return longer > 2 * shorter + 4;
  }

  /** True if the texts are of like length and share so much of what they are about. */
  static boolean areAbout(TextFacts a, TextFacts b, double overlap) {
    return !isLopsided(a, b) && overlap(a, b) >= overlap;
  }

  /** Share of the matter-bearing words of the one with fewer that the other has too, 0..1. */
  static double overlap(TextFacts a, TextFacts b) {
    if (a.compared != b) {
      a.compared = b;
      a.overlap = measureOverlap(a, b);
    }
    return a.overlap;
  }

  private static double measureOverlap(TextFacts a, TextFacts b) {
    TextFacts fewer = a.content.size() <= b.content.size() ? a : b;
    TextFacts more = fewer == a ? b : a;
    if (fewer.content.isEmpty()) {
      return 0;
    }
    int shared = 0;
    for (String word : fewer.content) {
      if (Words.isAmong(word, more.content)) {
        shared++;
      }
    }
    return (double) shared / fewer.content.size();
  }
}
