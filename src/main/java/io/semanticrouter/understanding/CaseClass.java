package io.semanticrouter.understanding;

/** What the capitals of a word piece look like: {@code case_of} in the trainer's data.py. */
final class CaseClass {
  private static final byte NONE = 0;
  private static final byte FIRST = 1;
  private static final byte ALL = 2;

  private CaseClass() {}

  static byte of(String text, int start, int end) {
    boolean upper = false;
    boolean lower = false;
    int count = 0;
    for (int i = start; i < end; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      upper |= Character.isUpperCase(c);
      lower |= Character.isLowerCase(c);
      count++;
    }
    if (!upper) {
      return NONE;
    }
    return count > 1 && !lower ? ALL : FIRST;
  }
}
