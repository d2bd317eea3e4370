package io.semanticrouter.security.pii;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that tell what a number beside them is. Matching ignores case and asks for whole words; it
 * looks at no more than {@code reach} characters, so its cost is bounded.
 */
final class ContextWords {
  private final int reach;
  private final String[][] byFirst = new String[128][];
  private final String[] others;

  /**
   * @param reach how far from the number the words may begin, in UTF-16 code units
   * @param phrases in lower case, parted by {@code |}
   */
  ContextWords(int reach, String phrases) {
    this.reach = reach;
    List<List<String>> lists = new ArrayList<>();
    for (int i = 0; i <= 128; i++) {
      lists.add(new ArrayList<>());
    }
    for (String phrase : phrases.split("\\|", -1)) {
      lists.get(Math.min(phrase.charAt(0), 128)).add(phrase);
    }
    for (int i = 0; i < 128; i++) {
      byFirst[i] = lists.get(i).toArray(String[]::new);
    }
    others = lists.get(128).toArray(String[]::new);
  }

  /** True if one of the phrases stands in the text before {@code start}. */
  boolean before(ScannedText text, int start) {
    return lastEndBefore(text, start) >= 0;
  }

  /** True if one of the phrases stands in the text behind {@code end}. */
  boolean after(ScannedText text, int end) {
    return within(text, end, Math.min(text.length(), end + reach)) >= 0;
  }

  boolean around(ScannedText text, int start, int end) {
    return before(text, start) || after(text, end);
  }

  /** True if one of the phrases stands before {@code start}, and one blank between. */
  boolean rightBefore(ScannedText text, int start) {
    int end = lastEndBefore(text, start);
    return end >= 0 && end == start - 1;
  }

  /** Where the nearest phrase before {@code start} ends, or -1. */
  int lastEndBefore(ScannedText text, int start) {
    return within(text, Math.max(0, start - reach), start);
  }

  private int within(ScannedText text, int from, int to) {
    int last = -1;
    for (int i = from; i < to; i++) {
      char c = text.at(i);
      if (!ScannedText.isWord(c) || ScannedText.isWord(text.at(i - 1))) {
        continue;
      }
      String[] candidates = c < 128 ? byFirst[lower(c)] : others;
      for (String phrase : candidates) {
        int end = i + phrase.length();
        if (end <= to
            && end > last
            && !ScannedText.isWord(text.at(end))
            && text.text().regionMatches(true, i, phrase, 0, phrase.length())) {
          last = end;
        }
      }
    }
    return last;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
