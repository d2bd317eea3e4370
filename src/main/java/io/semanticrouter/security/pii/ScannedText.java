package io.semanticrouter.security.pii;

import java.util.Arrays;
import java.util.List;

/** A text with what one pass over it has learned: the facts that let finders be skipped. */
final class ScannedText {
  private static final char NONE = '\0';

  private final String text;
  private int[] groups = new int[16];
  private int groupCount;
  private int digits;
  private int dots;
  private int colons;
  private int ats;

  private ScannedText(String text) {
    this.text = text;
  }

  static ScannedText of(String text) {
    ScannedText scanned = new ScannedText(text);
    scanned.scan();
    return scanned;
  }

  private void scan() {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > ':' && c != '@') {
        continue;
      }
      if (isDigit(c)) {
        int start = i;
        while (i + 1 < length && isDigit(text.charAt(i + 1))) {
          i++;
        }
        addGroup(start, i + 1);
      } else if (c == '.') {
        dots++;
      } else if (c == ':') {
        colons++;
      } else if (c == '@') {
        ats++;
      }
    }
  }

  private void addGroup(int start, int end) {
    if (groupCount * 2 == groups.length) {
      groups = Arrays.copyOf(groups, groups.length * 2);
    }
    groups[groupCount * 2] = start;
    groups[groupCount * 2 + 1] = end;
    groupCount++;
    digits += end - start;
  }

  String text() {
    return text;
  }

  int length() {
    return text.length();
  }

  int digits() {
    return digits;
  }

  int dots() {
    return dots;
  }

  int colons() {
    return colons;
  }

  int ats() {
    return ats;
  }

  /** How many maximal runs of ASCII digits there are. */
  int groups() {
    return groupCount;
  }

  int groupStart(int group) {
    return groups[group * 2];
  }

  int groupEnd(int group) {
    return groups[group * 2 + 1];
  }

  int groupLength(int group) {
    return groupEnd(group) - groupStart(group);
  }

  /** True if one of these stands in the text, in this case. */
  boolean hasAny(List<String> signs) {
    for (String sign : signs) {
      if (text.contains(sign)) {
        return true;
      }
    }
    return false;
  }

  /** The character at {@code i}, or NUL outside the text. */
  char at(int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : NONE;
  }

  /** True if {@code group} and the next one are parted by one {@code separator}. */
  boolean joined(int group, char separator) {
    return group + 1 < groupCount
        && groupStart(group + 1) == groupEnd(group) + 1
        && text.charAt(groupEnd(group)) == separator;
  }

  /** True if a number that starts here is no tail of a word or of a longer number. */
  boolean startsNumber(int start) {
    char before = at(start - 1);
    return !isWord(before) && !(isGlue(before) && isDigit(at(start - 2)));
  }

  /** True if a number that ends here (exclusive) is no head of a word or of a longer number. */
  boolean endsNumber(int end) {
    char after = at(end);
    return !isWord(after) && !(isGlue(after) && isDigit(at(end + 1)));
  }

  private static boolean isGlue(char c) {
    return c == '.' || c == '-';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** A letter of any script, a digit or an underscore. */
  static boolean isWord(char c) {
    return isDigit(c) || isLatin(c) || c == '_' || (c > 127 && Character.isLetterOrDigit(c));
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\u00a0' || c == '\u202f';
  }
}
