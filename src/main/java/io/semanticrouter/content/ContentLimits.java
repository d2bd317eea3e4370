package io.semanticrouter.content;

/** How much of a prompt or an answer is kept. */
final class ContentLimits {
  /**
   * Characters (UTF-16 code units) that a span shows of the prompt, and as many of the answer.
   * Content stands on a trace six times at most (docs/tracing.md), so that a batch of 512 spans of
   * ordinary text stays below the 4 MiB that a collector takes.
   */
  static final int MAX_CHARS = 8_192;

  /**
   * Characters read beyond the limit, so that what begins before it is recognized whole: longer
   * than an e-mail address or a host name can be.
   */
  static final int MARGIN = 512;

  /**
   * Messages of a prompt, the last ones; with the other limits far from the SDK's 128 attributes.
   */
  static final int MAX_MESSAGES = 16;

  /** Choices of an answer. */
  static final int MAX_CHOICES = 8;

  /** Calls of tools in a prompt, and as many in an answer. */
  static final int MAX_CALLS = 8;

  private ContentLimits() {}

  /** The beginning of a text, as far as anybody reads it. */
  static void append(StringBuilder text, char[] more, int from, int length) {
    int room = MAX_CHARS + MARGIN - text.length();
    text.append(more, from, Math.clamp(length, 0, Math.max(0, room)));
  }

  static void append(StringBuilder text, String more) {
    int room = MAX_CHARS + MARGIN - text.length();
    text.append(more, 0, Math.clamp(more.length(), 0, Math.max(0, room)));
  }
}
