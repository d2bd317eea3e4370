package io.semanticrouter.understanding;

import java.util.Arrays;

/**
 * A text cut into word pieces, without the marks that begin and end a sequence.
 *
 * @param ids numbers of the pieces in the vocabulary
 * @param starts offset of each piece's first UTF-16 code unit in the text
 * @param ends offset behind each piece's last UTF-16 code unit in the text
 * @param cases of each piece: see {@link CaseClass}
 * @param inner true where a piece goes on with the word of the piece before it
 */
record Tokens(int[] ids, int[] starts, int[] ends, byte[] cases, boolean[] inner) {
  int size() {
    return ids.length;
  }

  boolean goesOn(int piece) {
    return inner[piece];
  }

  /** The tokens from one on. */
  Tokens from(int first) {
    int size = size();
    return new Tokens(
        Arrays.copyOfRange(ids, first, size),
        Arrays.copyOfRange(starts, first, size),
        Arrays.copyOfRange(ends, first, size),
        Arrays.copyOfRange(cases, first, size),
        Arrays.copyOfRange(inner, first, size));
  }

  /** Copies ids into the input of an encoder. */
  void copy(int from, int to, long[] target, int at) {
    for (int i = from; i < to; i++) {
      target[at + i - from] = ids[i];
    }
  }
}
