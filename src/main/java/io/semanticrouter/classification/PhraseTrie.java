package io.semanticrouter.classification;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds phrases of one or more words in a stream of words. Immutable; a {@link Walk} is the state
 * of one text.
 *
 * <p>Words are known by a 64-bit hash of their stem: with fifty thousand words the chance that any
 * other word of a text is taken for one of them is below 1e-14.
 */
final class PhraseTrie {
  private static final int ROOT = 0;

  private final LongIntMap children;
  private final int[] phraseOf;
  private final boolean[] inner;
  private final int longest;

  private PhraseTrie(Builder builder) {
    children = new LongIntMap(builder.children);
    phraseOf = new int[builder.nodes];
    inner = new boolean[builder.nodes];
    Arrays.fill(phraseOf, LongIntMap.ABSENT);
    builder.phraseOf.forEach((node, phrase) -> phraseOf[node] = phrase);
    builder.inner.forEach((node, yes) -> inner[node] = yes);
    longest = builder.longest;
  }

  /** The hash of a folded word's stem; may change the buffer. FNV-1a. */
  static long hash(char[] word, int length) {
    int stem = Stemmer.stem(word, length);
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < stem; i++) {
      hash = (hash ^ word[i]) * 0x100000001b3L;
    }
    return hash;
  }

  private static long edge(int node, long word) {
    long key = word + node * 0x9e3779b97f4a7c15L;
    key = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    return key ^ (key >>> 27);
  }

  /** Follows one text through the trie. Not safe for two threads at once. */
  final class Walk {
    private final int[] open = new int[longest];
    private int openCount;

    /** Takes the next word; reports the number of every phrase that ends with it. */
    void word(long hash, PhraseSink sink) {
      int kept = 0;
      int candidates = openCount;
      for (int i = 0; i <= candidates; i++) {
        int from = i < candidates ? open[i] : ROOT;
        int node = children.get(edge(from, hash));
        if (node == LongIntMap.ABSENT) {
          continue;
        }
        if (phraseOf[node] != LongIntMap.ABSENT) {
          sink.phrase(phraseOf[node]);
        }
        if (inner[node]) {
          open[kept++] = node;
        }
      }
      openCount = kept;
    }
  }

  /** Receives the numbers of the phrases found, as often as they are found. */
  @FunctionalInterface
  interface PhraseSink {
    void phrase(int number);
  }

  /** Collects phrases; numbers count from 0 in the order of first addition. */
  static final class Builder {
    private final Map<Long, Integer> children = new HashMap<>();
    private final Map<Integer, Integer> phraseOf = new HashMap<>();
    private final Map<Integer, Boolean> inner = new HashMap<>();
    private int nodes = 1;
    private int longest;

    /**
     * Adds a phrase, read as a text is read.
     *
     * @return its number, the same for phrases with the same stems; -1 if it holds no word
     */
    int add(String phrase) {
      Path path = new Path();
      new TermScanner(path).scan(phrase, 0, phrase.length());
      if (path.node == ROOT) {
        return LongIntMap.ABSENT;
      }
      longest = Math.max(longest, path.depth);
      return phraseOf.computeIfAbsent(path.node, node -> phraseOf.size());
    }

    PhraseTrie build() {
      return new PhraseTrie(this);
    }

    private final class Path implements TermSink {
      private int node = ROOT;
      private int depth;

      @Override
      public void word(char[] buffer, int length) {
        if (node != ROOT) {
          inner.put(node, true);
        }
        node = children.computeIfAbsent(edge(node, hash(buffer, length)), key -> nodes++);
        depth++;
      }

      @Override
      public void shape(Shape shape) {
        // Notation inside a phrase counts by its words alone.
      }
    }
  }
}
