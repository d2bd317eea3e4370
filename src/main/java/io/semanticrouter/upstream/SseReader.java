package io.semanticrouter.upstream;

import java.util.Arrays;

/**
 * Splits the bytes of an event stream into the payloads of its {@code data} lines, whatever the
 * borders of the chunks they come in. It only watches; the bytes themselves are relayed unchanged.
 *
 * <p>A line longer than {@link #MAX_LINE} is passed over, so a hostile backend cannot fill memory.
 */
final class SseReader {
  static final int MAX_LINE = 1 << 20;

  /** Takes the payload of one {@code data} line; the array may be reused after the call. */
  interface Payloads {
    void accept(byte[] bytes, int from, int length);
  }

  private final Payloads payloads;
  private byte[] rest = new byte[0];
  private int restLength;
  private boolean tooLong;

  SseReader(Payloads payloads) {
    this.payloads = payloads;
  }

  /** Reads the next chunk. */
  void read(byte[] chunk) {
    int lineStart = 0;
    for (int i = 0; i < chunk.length; i++) {
      if (chunk[i] == '\n' || chunk[i] == '\r') {
        endLine(chunk, lineStart, i);
        lineStart = i + 1;
      }
    }
    keep(chunk, lineStart, chunk.length);
  }

  /** The stream has ended: a last line without a line break counts too. */
  void end() {
    endLine(new byte[0], 0, 0);
  }

  private void endLine(byte[] chunk, int from, int to) {
    if (tooLong) {
      tooLong = false;
    } else if (restLength == 0) {
      line(chunk, from, to);
    } else {
      keep(chunk, from, to);
      if (!tooLong) {
        line(rest, 0, restLength);
      }
      tooLong = false;
    }
    restLength = 0;
  }

  private void keep(byte[] chunk, int from, int to) {
    int length = to - from;
    if (tooLong || length == 0) {
      return;
    }
    if (restLength + length > MAX_LINE) {
      tooLong = true;
      restLength = 0;
      return;
    }
    if (restLength + length > rest.length) {
      rest = Arrays.copyOf(rest, Math.max(restLength + length, rest.length * 2));
    }
    System.arraycopy(chunk, from, rest, restLength, length);
    restLength += length;
  }

  private void line(byte[] bytes, int from, int to) {
    if (to - from < 5
        || bytes[from] != 'd'
        || bytes[from + 1] != 'a'
        || bytes[from + 2] != 't'
        || bytes[from + 3] != 'a'
        || bytes[from + 4] != ':') {
      return;
    }
    int start = from + 5;
    if (start < to && bytes[start] == ' ') {
      start++;
    }
    payloads.accept(bytes, start, to - start);
  }
}
