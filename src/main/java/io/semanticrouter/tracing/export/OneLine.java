package io.semanticrouter.tracing.export;

/** Words of somebody else, as they may stand in a log line. */
public final class OneLine {
  /** Characters that a log line has room for. */
  private static final int ROOM = 300;

  private OneLine() {}

  /** As much as a log line has room for. */
  public static String of(String text) {
    return of(text, ROOM);
  }

  /** Without control characters, and of bounded length. */
  public static String of(String text, int maxLength) {
    String cut = text.length() <= maxLength ? text : text.substring(0, maxLength) + "...";
    return cut.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ").strip();
  }
}
