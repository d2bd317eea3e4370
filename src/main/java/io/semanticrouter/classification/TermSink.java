package io.semanticrouter.classification;

/** Receives what a {@link TermScanner} finds, in the order of the text. */
interface TermSink {
  /**
   * One word or sign, case and accents folded.
   *
   * @param buffer lent for this call; the receiver may change it
   * @param length how many chars of it the word has
   */
  void word(char[] buffer, int length);

  void shape(Shape shape);
}
