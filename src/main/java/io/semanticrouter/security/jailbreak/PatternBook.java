package io.semanticrouter.security.jailbreak;

import io.semanticrouter.security.jailbreak.AttackPattern.Rule;
import java.util.ArrayList;
import java.util.List;

/** All patterns, indexed by the words they begin with. Immutable once built. */
final class PatternBook {
  static final int MAX_GAP = 15;

  private final Vocabulary vocabulary;
  private final Markers markers;
  private final List<Rule> rules;
  private final AttackPattern[][] byFirstWord;
  private final long[][] setsOfWord;
  private final int reported;
  private final int rotated;
  private final int reversed;

  /**
   * @param setsOfWord for each word, a bit set of the word sets it belongs to
   * @param reported number of the word set whose words make what follows reported speech
   * @param rotated number of the set of words that are telling in rot13
   * @param reversed number of the set of words that are telling when read backwards
   */
  PatternBook(
      Vocabulary vocabulary,
      Markers markers,
      List<Rule> rules,
      List<AttackPattern> patterns,
      long[][] setsOfWord,
      int reported,
      int rotated,
      int reversed) {
    this.vocabulary = vocabulary;
    this.markers = markers;
    this.rules = List.copyOf(rules);
    this.setsOfWord = setsOfWord;
    this.reported = reported;
    this.rotated = rotated;
    this.reversed = reversed;
    this.byFirstWord = index(patterns);
  }

  /** The patterns that come with the router. */
  static PatternBook builtIn() {
    return BuiltIn.BOOK;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  Markers markers() {
    return markers;
  }

  Rule rule(int index) {
    return rules.get(index);
  }

  int ruleCount() {
    return rules.size();
  }

  /** The patterns that may begin with this word, or null. */
  AttackPattern[] startingWith(int word) {
    return byFirstWord[word];
  }

  boolean isIn(int word, int wordSet) {
    return (setsOfWord[word][wordSet >> 6] >>> (wordSet & 63) & 1) != 0;
  }

  /** True for words such as "attackers" and "how": the order after them is not the sender's. */
  boolean isReporting(int word) {
    return isIn(word, reported);
  }

  int rotatedWords() {
    return rotated;
  }

  int reversedWords() {
    return reversed;
  }

  private AttackPattern[][] index(List<AttackPattern> patterns) {
    AttackPattern[][] index = new AttackPattern[vocabulary.size()][];
    for (int word = 1; word < index.length; word++) {
      List<AttackPattern> starting = new ArrayList<>();
      for (AttackPattern pattern : patterns) {
        if (isIn(word, pattern.steps().getFirst().wordSet())) {
          starting.add(pattern);
        }
      }
      index[word] = starting.isEmpty() ? null : starting.toArray(AttackPattern[]::new);
    }
    return index;
  }

  /** Read once, in a native image when it is built. */
  private static final class BuiltIn {
    static final PatternBook BOOK = PatternBookReader.readResource("patterns.txt");
  }
}
