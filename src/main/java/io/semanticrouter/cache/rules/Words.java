package io.semanticrouter.cache.rules;

import java.text.Normalizer;
import java.util.Collection;

/** When two spellings are one word. */
final class Words {
  private static final int SHORTEST_STEM = 4;
  private static final int LONGEST_ENDING = 3;
  private static final int ONE_TYPO_FROM = 4;
  private static final int TWO_TYPOS_FROM = 8;
  private static final int FIRST_BEYOND_ASCII = 128;

  private Words() {}

  /** Without a possessive ending. */
  static String plain(String word) {
    return word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
  }

  static String singular(String word) {
    int length = word.length();
    if (length > 4 && word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    boolean plural = length > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural ? word.substring(0, length - 1) : word;
  }

  static boolean isAmong(String word, Collection<String> words) {
    if (words.contains(word)) {
      return true;
    }
    for (String other : words) {
      if (areOne(word, other)) {
        return true;
      }
    }
    return false;
  }

  /** Equal but for an ending, a slip of the finger, or British against American. */
  static boolean areOne(String a, String b) {
    if (a.equals(b) || Lexicon.SYNONYMS.shareMember(a, b)) {
      return true;
    }
    boolean alike =
        a.charAt(0) == b.charAt(0) || a.charAt(a.length() - 1) == b.charAt(b.length() - 1);
    if (!alike) {
      return false;
    }
    return singular(a).equals(singular(b))
        || (!hasDigit(a) && !hasDigit(b) && (shareStem(a, b) || areTypo(a, b)));
  }

  static boolean hasDigit(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.isDigit(word.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean shareStem(String a, String b) {
    int common = 0;
    int shorter = Math.min(a.length(), b.length());
    while (common < shorter && a.charAt(common) == b.charAt(common)) {
      common++;
    }
    return common >= SHORTEST_STEM
        && a.length() - common <= LONGEST_ENDING
        && b.length() - common <= LONGEST_ENDING;
  }

  private static boolean areTypo(String rawA, String rawB) {
    String a = unaccented(rawA);
    String b = unaccented(rawB);
    if (a.equals(b)) {
      return true;
    }
    int shorter = Math.min(a.length(), b.length());
    int typos = shorter >= TWO_TYPOS_FROM ? 2 : 1;
    return shorter >= ONE_TYPO_FROM
        && Math.abs(a.length() - b.length()) <= typos
        && Integer.bitCount(letters(a) ^ letters(b)) <= 2 * typos
        && distance(a, b) <= typos;
  }

  /** A bit for each letter that occurs: a typo changes two at most, and few pairs get further. */
  private static int letters(String word) {
    int letters = 0;
    for (int i = 0; i < word.length(); i++) {
      letters |= 1 << (word.charAt(i) % Integer.SIZE);
    }
    return letters;
  }

  /** As a keyboard without umlauts and accents types it. */
  private static String unaccented(String word) {
    int at = 0;
    while (at < word.length() && word.charAt(at) < FIRST_BEYOND_ASCII) {
      at++;
    }
    if (at == word.length()) {
      return word;
    }
    String spelled =
        word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
    return Normalizer.normalize(spelled, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
  }

  /** Damerau-Levenshtein: the least number of letters added, lost, replaced or swapped. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
