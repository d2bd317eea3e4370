package io.semanticrouter.upstream;

import io.semanticrouter.chat.AnswerForms;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Takes the one usage event out of a stream whose client did not ask for it, and leaves every other
 * byte as it is. An event is held back only as long as it may still become that one; of what vLLM
 * sends, that ends with the first byte within {@code choices}. Comments that stand before an event
 * are no part of it.
 */
final class UsageStripper {
  /** A longer event is none that tells token counts alone. */
  static final int MAX_EVENT = 16 * 1024;

  private static final byte[] NOTHING = {};

  /** Where in the stream the next byte stands. */
  private enum Place {
    LINE_START,
    /** Within the name of a field of an event that may be the one. */
    NAME,
    /** Within the data of such an event. */
    DATA,
    /** Within a line that does not matter. */
    LINE
  }

  private final UsageScan scan = new UsageScan();
  private Place place = Place.LINE_START;
  private String name;
  private int nameLength;
  private boolean afterReturn;

  /** True from the first line of an event to its blank line. */
  private boolean inEvent;

  /** True while the event is held back. */
  private boolean possible;

  /** Bytes of the event from earlier chunks. */
  private byte[] held = NOTHING;

  private boolean stripped;
  private boolean lineFeedToStrip;

  /** Takes the next chunk of the stream; gives what is to be relayed now, which may be nothing. */
  Buffer pass(Buffer chunk) {
    if (stripped) {
      return passRest(chunk);
    }
    byte[] bytes = chunk.getBytes();
    int from = held.length;
    if (from > 0) {
      bytes = Buffer.buffer(held).appendBytes(bytes).getBytes();
      held = NOTHING;
    }
    int eventStart = 0;
    for (int i = from; i < bytes.length; i++) {
      boolean wasPossible = possible;
      boolean ends = read(bytes[i]);
      if (possible && !wasPossible) {
        eventStart = i;
      } else if (possible && i - eventStart >= MAX_EVENT) {
        possible = false;
      }
      if (ends && possible && isUsage(bytes, eventStart, i + 1)) {
        return strip(bytes, eventStart, i + 1);
      }
      possible &= !ends;
    }
    if (!possible) {
      return from == 0 ? chunk : Buffer.buffer(bytes);
    }
    held = Arrays.copyOfRange(bytes, eventStart, bytes.length);
    return Buffer.buffer(bytes).slice(0, eventStart);
  }

  /** The stream has ended or broken off: gives what was held back. */
  Buffer end() {
    byte[] rest = held;
    held = NOTHING;
    return possible && isUsage(rest, 0, rest.length) ? Buffer.buffer() : Buffer.buffer(rest);
  }

  /** Takes one byte; true if it ends an event. */
  private boolean read(byte b) {
    boolean secondOfBreak = b == '\n' && afterReturn;
    afterReturn = b == '\r';
    if (secondOfBreak) {
      return false;
    }
    if (b == '\n' || b == '\r') {
      return readLineBreak();
    }
    switch (place) {
      case LINE_START -> readLineStart(b);
      case NAME -> readName(b);
      case DATA -> readData(b);
      case LINE -> {}
    }
    return false;
  }

  private boolean readLineBreak() {
    boolean blank = place == Place.LINE_START;
    if (place == Place.NAME) {
      possible &= nameLength == name.length();
    } else if (place == Place.DATA) {
      readData((byte) '\n');
    }
    place = Place.LINE_START;
    boolean ends = blank && inEvent;
    inEvent &= !blank;
    return ends;
  }

  private void readLineStart(byte b) {
    if (b == ':' && !inEvent) {
      place = Place.LINE;
      return;
    }
    if (!inEvent) {
      inEvent = true;
      possible = true;
      scan.restart();
    }
    name = fieldOf(b);
    nameLength = 1;
    possible &= name != null;
    place = possible && b != ':' ? Place.NAME : Place.LINE;
  }

  /** The one field of an event stream whose name begins so; null if there is none. */
  private static String fieldOf(byte first) {
    return switch (first) {
      case 'd' -> "data";
      case 'e' -> "event";
      case 'i' -> "id";
      case 'r' -> "retry";
      case ':' -> ""; // a comment
      default -> null;
    };
  }

  private void readName(byte b) {
    if (nameLength < name.length()) {
      possible &= b == name.charAt(nameLength++);
      place = possible ? Place.NAME : Place.LINE;
    } else {
      possible &= b == ':';
      place = possible && name.equals("data") ? Place.DATA : Place.LINE;
    }
  }

  private void readData(byte b) {
    possible = possible && scan.accept(b);
    place = possible ? Place.DATA : Place.LINE;
  }

  private boolean isUsage(byte[] bytes, int start, int end) {
    return scan.isComplete() && AnswerForms.isUsageEvent(Arrays.copyOfRange(bytes, start, end));
  }

  /** Relays what stands around the event; a line feed after its last return belongs to it. */
  private Buffer strip(byte[] bytes, int start, int end) {
    stripped = true;
    lineFeedToStrip = afterReturn;
    Buffer before = Buffer.buffer().appendBytes(bytes, 0, start);
    return before.appendBuffer(
        passRest(Buffer.buffer().appendBytes(bytes, end, bytes.length - end)));
  }

  private Buffer passRest(Buffer chunk) {
    boolean strip = lineFeedToStrip && chunk.length() > 0 && chunk.getByte(0) == '\n';
    lineFeedToStrip &= chunk.length() == 0;
    return strip ? chunk.getBuffer(1, chunk.length()) : chunk;
  }
}
