package io.semanticrouter.security.jailbreak;

import java.util.Arrays;

/** A text as a row of vocabulary numbers, with the sentence each stands in and what is quoted. */
final class Tokens {
  private int[] ids;
  private int[] sentences;
  private boolean[] quoted;
  private int size;
  private int leetWords;

  Tokens(int capacity) {
    ids = new int[capacity];
    sentences = new int[capacity];
    quoted = new boolean[capacity];
  }

  void add(int id, int sentence) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
      sentences = Arrays.copyOf(sentences, size * 2);
      quoted = Arrays.copyOf(quoted, size * 2);
    }
    ids[size] = id;
    sentences[size++] = sentence;
  }

  void quote(int from, int to) {
    Arrays.fill(quoted, from, to, true);
  }

  void countLeetWord() {
    leetWords++;
  }

  int size() {
    return size;
  }

  int id(int index) {
    return ids[index];
  }

  boolean isQuoted(int index) {
    return quoted[index];
  }

  /** Known words that were written with digits for letters. */
  int leetWords() {
    return leetWords;
  }

  /** True if a sentence begins at this token. */
  boolean startsSentence(int index) {
    return index == 0 || sentences[index] != sentences[index - 1];
  }

  /** True if no further token of the same sentence follows {@code index}. */
  boolean endsSentence(int index) {
    return index == size - 1 || sentences[index] != sentences[index + 1];
  }

  boolean sameSentence(int a, int b) {
    return sentences[a] == sentences[b];
  }
}
