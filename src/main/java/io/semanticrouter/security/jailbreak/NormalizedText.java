package io.semanticrouter.security.jailbreak;

/** A text as a reader would see it, and what was done to its letters to get there. */
final class NormalizedText {
  /** Stands before a word that was joined from spaced letters: its own word bounds are lost. */
  static final char JOINED = '\u0001';

  /** So many odd letters may be chance: a stray joiner, a brand name in Greek. */
  private static final int CHANCE_LETTERS = 1;

  private final char[] chars;
  private final int length;
  private final int hiddenCharacters;
  private final int homoglyphs;
  private final int joinedWords;

  NormalizedText(char[] chars, int length, int hiddenCharacters, int homoglyphs, int joinedWords) {
    this.chars = chars;
    this.length = length;
    this.hiddenCharacters = hiddenCharacters;
    this.homoglyphs = homoglyphs;
    this.joinedWords = joinedWords;
  }

  /** The text's characters, from 0 to {@link #length()}. Shared, not to be written to. */
  char[] chars() {
    return chars;
  }

  int length() {
    return length;
  }

  /** Invisible characters that stood between two Latin letters. */
  int hiddenCharacters() {
    return hiddenCharacters;
  }

  /** Look-alike letters of another alphabet that stood next to a Latin letter. */
  int homoglyphs() {
    return homoglyphs;
  }

  /** Words that were written letter by letter. */
  int joinedWords() {
    return joinedWords;
  }

  /** True if letters were hidden, replaced by look-alikes or spaced out, more than chance does. */
  boolean isDisguised() {
    return hiddenCharacters > CHANCE_LETTERS || homoglyphs > CHANCE_LETTERS || joinedWords > 0;
  }

  @Override
  public String toString() {
    return "NormalizedText[length=" + length + "]";
  }
}
