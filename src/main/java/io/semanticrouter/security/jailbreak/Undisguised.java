package io.semanticrouter.security.jailbreak;

/** Writes a normalised text for somebody who reads words: an encoder. */
final class Undisguised {
  private final Vocabulary vocabulary;
  private final char[] chars;
  private final int end;
  private final StringBuilder out;

  private Undisguised(Vocabulary vocabulary, NormalizedText text) {
    this.vocabulary = vocabulary;
    this.chars = text.chars();
    this.end = text.length();
    this.out = new StringBuilder(end + end / 8);
  }

  /**
   * The text with its joined letters cut into words, as far as these are known.
   *
   * @param leet whether digits within words stand for letters
   */
  static String of(Vocabulary vocabulary, NormalizedText text, boolean leet) {
    Undisguised writer = new Undisguised(vocabulary, text);
    for (int i = 0; i < writer.end; ) {
      i = writer.chars[i] == NormalizedText.JOINED ? writer.joined(i + 1) : writer.run(i, leet);
    }
    return writer.out.toString();
  }

  /** Copies up to the next joined word or, with digits for letters, one word. */
  private int run(int start, boolean leet) {
    int stop = start;
    boolean letter = false;
    while (stop < end && isWord(chars[stop])) {
      letter |= chars[stop] > '9' && chars[stop] != '@';
      stop++;
    }
    for (int i = start; i < stop; i++) {
      out.append(leet && letter ? Tokenizer.leet(chars[i], 'i') : chars[i]);
    }
    if (stop == start) {
      out.append(chars[stop++]);
    }
    return stop;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '@' || c == '$';
  }

  private int joined(int start) {
    int stop = start;
    while (stop < end && Character.isLetterOrDigit(chars[stop])) {
      stop++;
    }
    boolean known = true;
    for (int i = start; i < stop; ) {
      int last = Math.min(stop, i + vocabulary.longest());
      while (last > i + 1 && vocabulary.idOf(chars, i, last) == Vocabulary.UNKNOWN) {
        last--;
      }
      boolean word = last > i + 1;
      // Letters that make no known word stay together.
      if (i > start && (word || known)) {
        out.append(' ');
      }
      out.append(chars, i, last - i);
      known = word;
      i = last;
    }
    return stop;
  }
}
