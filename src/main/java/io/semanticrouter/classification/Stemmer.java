package io.semanticrouter.classification;

/**
 * Folds English endings, so that "integrals" and "integral", "deriving" and "derived" meet. Its
 * stems need not be words. Light on purpose: plural, -ing, -ed, final e; no derivation, which joins
 * words of different domains ("organ", "organization").
 */
final class Stemmer {
  private static final int SHORTEST = 4;

  private Stemmer() {}

  /** The length of the stem that {@code word} begins with; may rewrite its last char. */
  static int stem(char[] word, int length) {
    if (length < SHORTEST || !isLatin(word, length)) {
      return length;
    }
    int end = plural(word, length);
    end = participle(word, end);
    return end > SHORTEST && word[end - 1] == 'e' ? end - 1 : end;
  }

  private static int plural(char[] word, int end) {
    if (word[end - 1] != 's') {
      return end;
    }
    char before = word[end - 2];
    if (before == 's' || before == 'u' || before == 'i') {
      return end;
    }
    if (before != 'e') {
      return end - 1;
    }
    if (end > SHORTEST && word[end - 3] == 'i') {
      word[end - 3] = 'y';
      return end - 2;
    }
    char third = word[end - 3];
    boolean sibilant =
        third == 'x'
            || (third == 's' && word[end - 4] == 's')
            || (third == 'h' && "cs".indexOf(word[end - 4]) >= 0);
    return sibilant ? end - 2 : end - 1;
  }

  private static int participle(char[] word, int end) {
    if (endsWith(word, end, "ied") && end > SHORTEST) {
      word[end - 3] = 'y';
      return end - 2;
    }
    int cut = endsWith(word, end, "ing") ? end - 3 : endsWith(word, end, "ed") ? end - 2 : end;
    if (cut == end || cut < 3 || !hasVowel(word, cut)) {
      return end;
    }
    boolean doubled = word[cut - 1] == word[cut - 2] && "lsz".indexOf(word[cut - 1]) < 0;
    return doubled && cut > 3 ? cut - 1 : cut;
  }

  private static boolean endsWith(char[] word, int end, String suffix) {
    int start = end - suffix.length();
    if (start < 0) {
      return false;
    }
    for (int i = 0; i < suffix.length(); i++) {
      if (word[start + i] != suffix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasVowel(char[] word, int end) {
    for (int i = 0; i < end; i++) {
      if ("aeiouy".indexOf(word[i]) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLatin(char[] word, int length) {
    for (int i = 0; i < length; i++) {
      if (word[i] < 'a' || word[i] > 'z') {
        return false;
      }
    }
    return true;
  }
}
