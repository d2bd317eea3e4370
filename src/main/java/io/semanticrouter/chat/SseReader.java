package io.semanticrouter.chat;

import java.util.Arrays;

/**
 * Splits the bytes of an event stream into events, after the rules of the HTML standard for {@code
 * text/event-stream} and whatever the borders of the chunks they come in; a last event needs no
 * blank line behind it. It only watches; the bytes themselves are relayed unchanged.
 */
public final class SseReader {
  /** Bytes of data kept of one event, so that a hostile backend cannot fill memory. */
  static final int MAX_DATA = 1 << 20;

  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

  /** A first line with a byte order mark, the name, one space and as much data as is kept. */
  private static final int MAX_LINE = ByteOrderMark.LENGTH + DATA.length + 1 + MAX_DATA;

  /** Takes the events that have data. */
  public interface Events {
    /**
     * An event ended.
     *
     * @param data its data lines, joined by line feeds; the array is reused after the call
     */
    void event(byte[] data, int length);

    /** An event ended that has more than {@link #MAX_DATA} bytes of data. */
    void tooLong();
  }

  private final Events events;
  private final Bytes line = new Bytes(MAX_LINE);
  private final Bytes data = new Bytes(MAX_DATA);
  private boolean firstLine = true;
  private boolean afterReturn;
  private boolean hasData;

  public SseReader(Events events) {
    this.events = events;
  }

  /** Reads the next chunk. */
  public void read(byte[] chunk) {
    int start = 0;
    for (int i = 0; i < chunk.length; i++) {
      byte b = chunk[i];
      boolean secondOfBreak = b == '\n' && afterReturn;
      afterReturn = b == '\r';
      if (secondOfBreak) {
        start = i + 1;
      } else if (b == '\n' || b == '\r') {
        endLine(chunk, start, i);
        start = i + 1;
      }
    }
    line.add(chunk, start, chunk.length);
  }

  /** The stream has ended. */
  public void end() {
    endLine(new byte[0], 0, 0);
    endEvent();
  }

  private void endLine(byte[] chunk, int from, int to) {
    if (line.isEmpty()) {
      line(chunk, from, to);
    } else {
      line.add(chunk, from, to);
      line(line.bytes, 0, line.length);
      line.clear();
    }
  }

  private void line(byte[] bytes, int start, int to) {
    int from = start;
    if (firstLine) {
      firstLine = false;
      from += ByteOrderMark.isAt(bytes, from, to) ? ByteOrderMark.LENGTH : 0;
    }
    if (from == to) {
      endEvent();
    } else if (isData(bytes, from, to)) {
      int value = from + DATA.length;
      value += value < to && bytes[value] == ' ' ? 1 : 0;
      if (hasData) {
        data.add(new byte[] {'\n'}, 0, 1);
      }
      hasData = true;
      data.add(bytes, value, to);
      data.overflown |= line.overflown;
    }
  }

  private void endEvent() {
    if (data.overflown) {
      events.tooLong();
    } else if (!data.isEmpty()) {
      events.event(data.bytes, data.length);
    }
    data.clear();
    hasData = false;
  }

  private static boolean isData(byte[] bytes, int from, int to) {
    return to - from >= DATA.length
        && Arrays.equals(bytes, from, from + DATA.length, DATA, 0, DATA.length);
  }

  /** Bytes that come in pieces; those beyond the limit are not kept. */
  private static final class Bytes {
    private final int limit;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean overflown;

    Bytes(int limit) {
      this.limit = limit;
    }

    boolean isEmpty() {
      return length == 0 && !overflown;
    }

    void add(byte[] from, int start, int end) {
      int fitting = Math.min(end - start, limit - length);
      overflown |= fitting < end - start;
      if (fitting > bytes.length - length) {
        bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(length + fitting, 2 * length)));
      }
      System.arraycopy(from, start, bytes, length, fitting);
      length += fitting;
    }

    void clear() {
      length = 0;
      overflown = false;
    }
  }
}
