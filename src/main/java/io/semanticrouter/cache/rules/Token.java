package io.semanticrouter.cache.rules;

/**
 * A word, a number or a run of operator signs.
 *
 * @param raw as written
 * @param text in lower case, with straight apostrophes
 * @param glued true if it follows the token before without a gap
 * @param opensSentence true if a capital means nothing here
 */
record Token(Kind kind, String raw, String text, boolean glued, boolean opensSentence) {
  enum Kind {
    WORD,
    NUMBER,
    SIGNS
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }
}
