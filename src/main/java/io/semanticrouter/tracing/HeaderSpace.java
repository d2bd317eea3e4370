package io.semanticrouter.tracing;

/** The optional white space of HTTP header fields. */
final class HeaderSpace {
  private HeaderSpace() {}

  /**
   * The text without the spaces and tabs around it (RFC 9110, section 5.6.3). {@code String.strip}
   * takes off control characters too, which nobody may send.
   */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
