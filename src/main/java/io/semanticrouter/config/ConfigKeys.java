package io.semanticrouter.config;

import io.smallrye.config.common.utils.StringUtil;
import java.util.Locale;
import java.util.Optional;

/** How keys are written. */
final class ConfigKeys {

  /** No known key is nearly as long; bounds the work for a hostile file. */
  private static final int MAX_NAME = 64;

  private static final int MIN_PART = 4;

  private ConfigKeys() {}

  /** A key below a section; quoted where it holds characters that would split it. */
  static String child(String parent, String key) {
    return parent.isEmpty() ? quoted(key) : parent + "." + quoted(key);
  }

  private static String quoted(String key) {
    for (int i = 0; i < key.length(); i++) {
      if (".[]\"".indexOf(key.charAt(i)) >= 0) {
        return '"' + key + '"';
      }
    }
    return key.isEmpty() ? "\"\"" : key;
  }

  /** The first name of a key, without its quotes; empty where the key is malformed. */
  static Optional<String> firstSegment(String key) {
    if (key.startsWith("\"")) {
      int end = key.indexOf('"', 1);
      return end < 0 ? Optional.empty() : Optional.of(key.substring(1, end));
    }
    int end = 0;
    while (end < key.length() && key.charAt(end) != '.' && key.charAt(end) != '[') {
      end++;
    }
    return end == 0 ? Optional.empty() : Optional.of(key.substring(0, end));
  }

  /** The environment variable that overrides a key, by the rules of MicroProfile Config. */
  static String environmentName(String key) {
    return StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT);
  }

  /** The name that was probably meant, if one is close. */
  static Optional<String> nearest(String name, Iterable<String> known) {
    if (name.length() > MAX_NAME) {
      return Optional.empty();
    }
    String lower = name.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(2, name.length() / 3) + 1;
    for (String candidate : known) {
      String other = candidate.toLowerCase(Locale.ROOT);
      // A name that was cut short, or says more than it should, is close however long the rest is.
      boolean partial =
          lower.length() >= MIN_PART && (other.startsWith(lower) || lower.startsWith(other));
      int distance = partial ? 1 : distance(lower, other);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Edit distance with swapped neighbours counted once (optimal string alignment). */
  static int distance(String a, String b) {
    int[] twoBack = new int[b.length() + 1];
    int[] oneBack = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      oneBack[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], oneBack[j]) + 1, oneBack[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], twoBack[j - 2] + 1);
        }
      }
      int[] spare = twoBack;
      twoBack = oneBack;
      oneBack = row;
      row = spare;
    }
    return oneBack[b.length()];
  }
}
