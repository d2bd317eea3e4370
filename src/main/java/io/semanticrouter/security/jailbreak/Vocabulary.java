package io.semanticrouter.security.jailbreak;

import java.util.ArrayList;
import java.util.List;

/**
 * The words that occur in patterns, numbered from 1; 0 is every other word. An open-addressed hash
 * table that is asked with a range of characters, so that looking up a word makes no string.
 */
final class Vocabulary {
  static final int UNKNOWN = 0;

  private final List<String> words = new ArrayList<>(List.of(""));
  private int[] table = new int[1024];
  private int longest;

  /** The word's number, which it gets now if it has none. */
  int add(String word) {
    int known = idOf(word.toCharArray(), 0, word.length());
    if (known != UNKNOWN) {
      return known;
    }
    words.add(word);
    longest = Math.max(longest, word.length());
    if (words.size() * 3 > table.length) {
      table = new int[table.length * 2];
      for (int id = 1; id < words.size() - 1; id++) {
        put(id);
      }
    }
    put(words.size() - 1);
    return words.size() - 1;
  }

  /** The number of the word at {@code chars[start, end)}, or {@link #UNKNOWN}. */
  int idOf(char[] chars, int start, int end) {
    int length = end - start;
    if (length == 0 || (length > longest && longest > 0)) {
      return UNKNOWN;
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + chars[i];
    }
    int slot = slot(hash);
    while (table[slot] != 0) {
      if (matches(words.get(table[slot]), chars, start, length)) {
        return table[slot];
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return UNKNOWN;
  }

  String word(int id) {
    return words.get(id);
  }

  int size() {
    return words.size();
  }

  /** Length of the longest word in characters. */
  int longest() {
    return longest;
  }

  private void put(int id) {
    int slot = slot(words.get(id).hashCode());
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = id;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (table.length - 1);
  }

  private static boolean matches(String word, char[] chars, int start, int length) {
    if (word.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (word.charAt(i) != chars[start + i]) {
        return false;
      }
    }
    return true;
  }
}
