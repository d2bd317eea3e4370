package io.semanticrouter.config;

import java.util.Collection;
import java.util.List;

/**
 * One thing that is wrong with the configuration.
 *
 * @param source the file, environment variable or system property that holds the value
 * @param path the key's full path, or the place in the file
 * @param value the value as written; empty where there is none to show
 * @param problem what is wrong, or what is allowed
 */
public record ConfigFault(String source, String path, String value, String problem) {

  private static final int SHOWN = 80;

  /** The fault in one line. */
  public String line() {
    StringBuilder line = new StringBuilder(160);
    line.append(oneLine(source)).append(": ").append(oneLine(path));
    if (!value.isEmpty()) {
      line.append(" = ").append(oneLine(value));
    }
    return line.append(": ").append(oneLine(problem)).toString();
  }

  /** Control characters would forge further lines in a log. */
  private static String oneLine(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), SHOWN * 4));
    int limit = Math.min(text.length(), SHOWN * 4);
    for (int i = 0; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append("\\n");
      } else {
        shown.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c);
      }
    }
    return text.length() > limit ? shown.append("...").toString() : shown.toString();
  }

  /** {@code a, b or c}. */
  static String alternatives(Collection<String> words) {
    List<String> list = List.copyOf(words);
    if (list.size() < 2) {
      return String.join("", list);
    }
    int last = list.size() - 1;
    return String.join(", ", list.subList(0, last)) + " or " + list.get(last);
  }

  /** A value in quotes, cut to what helps to find it. */
  static String quoted(String value) {
    return '"' + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value) + '"';
  }
}
