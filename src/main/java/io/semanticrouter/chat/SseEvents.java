package io.semanticrouter.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a whole event stream apart, after the rules of the HTML standard for {@code
 * text/event-stream}; an event at the end needs no blank line behind it.
 */
final class SseEvents {
  /** The data that ends a stream of chunks. */
  static final String DONE = "[DONE]";

  /**
   * One event.
   *
   * @param at its bytes in the stream, the blank line included
   * @param data the data lines, joined by line feeds; empty if there are none
   */
  record Event(Slice at, String data) {}

  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

  private final byte[] stream;
  private final List<Event> events = new ArrayList<>();
  private StringBuilder data = new StringBuilder();
  private boolean hasData;
  private int eventStart;

  private SseEvents(byte[] stream) {
    this.stream = stream;
  }

  static List<Event> of(byte[] stream) {
    return new SseEvents(stream).read();
  }

  private List<Event> read() {
    int lineStart = ByteOrderMark.isAt(stream, 0, stream.length) ? ByteOrderMark.LENGTH : 0;
    while (lineStart < stream.length) {
      int lineEnd = lineStart;
      while (lineEnd < stream.length && stream[lineEnd] != '\n' && stream[lineEnd] != '\r') {
        lineEnd++;
      }
      int next = Math.min(lineEnd + 1, stream.length);
      if (next < stream.length && stream[lineEnd] == '\r' && stream[next] == '\n') {
        next++;
      }
      if (lineEnd == lineStart) {
        endEvent(next);
      } else {
        readLine(lineStart, lineEnd);
      }
      lineStart = next;
    }
    if (eventStart < stream.length) {
      endEvent(stream.length);
    }
    return events;
  }

  private void readLine(int start, int end) {
    int valueStart = start + DATA.length;
    if (valueStart > end || !startsWithData(start)) {
      return;
    }
    if (valueStart < end && stream[valueStart] == ' ') {
      valueStart++;
    }
    if (hasData) {
      data.append('\n');
    }
    hasData = true;
    data.append(new String(stream, valueStart, end - valueStart, StandardCharsets.UTF_8));
  }

  private boolean startsWithData(int start) {
    for (int i = 0; i < DATA.length; i++) {
      if (stream[start + i] != DATA[i]) {
        return false;
      }
    }
    return true;
  }

  private void endEvent(int end) {
    events.add(new Event(new Slice(eventStart, end), data.toString()));
    data = new StringBuilder();
    hasData = false;
    eventStart = end;
  }
}
