package io.semanticrouter.security.jailbreak;

import java.util.ArrayList;
import java.util.List;

/** Signs that are no words and still mean something to a model, such as {@code <|im_start|>}. */
final class Markers {
  private final List<String> literals = new ArrayList<>();
  private final List<Integer> ids = new ArrayList<>();

  void add(String literal, int id) {
    literals.add(literal);
    ids.add(id);
  }

  /** Index of the longest marker that begins at {@code i}, or -1. */
  int longestAt(char[] chars, int i, int end) {
    int best = -1;
    for (int m = 0; m < literals.size(); m++) {
      String literal = literals.get(m);
      if (literal.charAt(0) == chars[i]
          && startsWith(chars, i, end, literal)
          && (best < 0 || literal.length() > literals.get(best).length())) {
        best = m;
      }
    }
    return best;
  }

  int id(int marker) {
    return ids.get(marker);
  }

  int length(int marker) {
    return literals.get(marker).length();
  }

  private static boolean startsWith(char[] chars, int i, int end, String literal) {
    if (i + literal.length() > end) {
      return false;
    }
    for (int k = 1; k < literal.length(); k++) {
      if (chars[i + k] != literal.charAt(k)) {
        return false;
      }
    }
    return true;
  }
}
