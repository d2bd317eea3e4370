package io.semanticrouter.tracing.otlp;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of a protobuf message, of which an answer needs five. What is malformed
 * ends the message: a stranger's bytes are no reason to fail.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class ProtoReader {
  private static final int MAX_VARINT_BYTES = 10;

  private final byte[] bytes;
  private final int end;
  private int position;
  private int field;
  private long number;
  private int start;
  private int length;

  ProtoReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  /** Goes on to the next field; false where there is none. */
  boolean next() {
    if (position >= end || !varint()) {
      return false;
    }
    field = (int) (number >>> 3);
    int wireType = (int) (number & 7);
    number = 0;
    start = position;
    length = 0;
    return switch (wireType) {
      case 0 -> varint();
      case 1 -> skip(8);
      case 2 -> varint() && within(number) && take((int) number);
      case 5 -> skip(4);
      default -> false;
    };
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** Its value, where it is a number; of others any number. */
  long number() {
    return number;
  }

  /** Its value as a message; empty where it is none. */
  ProtoReader message() {
    return new ProtoReader(bytes, start, start + length);
  }

  /** Its value as a text; empty where it is none. */
  String text() {
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private boolean within(long count) {
    return count >= 0 && count <= end - position;
  }

  private boolean take(int count) {
    start = position;
    length = count;
    position += count;
    return true;
  }

  private boolean skip(int count) {
    return within(count) && take(count);
  }

  private boolean varint() {
    number = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && position < end; i++) {
      byte next = bytes[position++];
      number |= (long) (next & 0x7f) << (7 * i);
      if (next >= 0) {
        return true;
      }
    }
    return false;
  }
}
