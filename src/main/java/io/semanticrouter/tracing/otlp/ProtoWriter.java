package io.semanticrouter.tracing.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the fields of protobuf messages one after the other into memory that grows and is used
 * again. Not safe for use by several threads.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>
 */
final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** Of a tag or a length: 32 bits, seven a byte. */
  private static final int MAX_PREFIX = 5;

  private static final int MAX_VARINT = 10;

  private static final VarHandle FIXED_64 = view(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FIXED_32 = view(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle EIGHT = view(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle FOUR = view(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int length;

  ProtoWriter(int capacity) {
    bytes = new byte[capacity];
  }

  private static VarHandle view(Class<?> type, ByteOrder order) {
    return MethodHandles.byteArrayViewVarHandle(type, order);
  }

  /** How many bytes were written. */
  int length() {
    return length;
  }

  /** Forgets what was written. */
  void clear() {
    length = 0;
  }

  /** What was written; only the first {@link #length} bytes, and only until more is written. */
  byte[] bytes() {
    return bytes;
  }

  /** A number, a bool or an enum. */
  ProtoWriter number(int field, long value) {
    reserve(MAX_PREFIX + MAX_VARINT);
    varint(tag(field, VARINT));
    varint(value);
    return this;
  }

  ProtoWriter fixed64(int field, long value) {
    reserve(MAX_PREFIX + Long.BYTES);
    varint(tag(field, FIXED64));
    FIXED_64.set(bytes, length, value);
    length += Long.BYTES;
    return this;
  }

  ProtoWriter fixed32(int field, int value) {
    reserve(MAX_PREFIX + Integer.BYTES);
    varint(tag(field, FIXED32));
    FIXED_32.set(bytes, length, value);
    length += Integer.BYTES;
    return this;
  }

  ProtoWriter bytes(int field, byte[] value) {
    return head(field, value.length).raw(value, value.length);
  }

  /** Bytes that are fields themselves. */
  ProtoWriter raw(byte[] value, int count) {
    reserve(count);
    System.arraycopy(value, 0, bytes, length, count);
    length += count;
    return this;
  }

  /**
   * Bytes that are given as pairs of lower-case hex digits, eight digits or a multiple of that.
   * They are decoded where they are copied to, eight at a time: reading a string digit by digit
   * took a fifth of the time of writing a span.
   */
  @SuppressWarnings("deprecation") // right for ASCII, and the one way that makes no array
  void hex(int field, String digits) {
    int count = digits.length() / 2;
    head(field, count);
    reserve(2 * count);
    digits.getBytes(0, 2 * count, bytes, length);
    for (int i = 0; i < count; i += Integer.BYTES) {
      FOUR.set(bytes, length + i, decoded((long) EIGHT.get(bytes, length + 2 * i)));
    }
    length += count;
  }

  /** The four bytes that eight hex digits stand for, within a register. */
  private static int decoded(long digits) {
    // '0' is 0x30 and 'a' 0x61: the low half of a byte is its value, less 9 where it is a letter.
    long letters = digits >>> 6 & 0x0101010101010101L;
    long nibbles = (digits & 0x0f0f0f0f0f0f0f0fL) + 9 * letters;
    long pairs = (nibbles >>> 4 | nibbles) & 0x00ff00ff00ff00ffL;
    long fours = (pairs >>> 8 | pairs) & 0x0000ffff0000ffffL;
    return (int) (fours >>> 16 | fours);
  }

  /** A text, in UTF-8. */
  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Begins a message whose length is known at its end.
   *
   * @return for {@link #end}
   */
  int begin(int field) {
    head(field, 0);
    return length;
  }

  /**
   * Ends a message. One that is shorter than 128 bytes has room for its length already; what is
   * longer makes way for it.
   */
  void end(int begin) {
    int count = length - begin;
    int more = varintLength(count) - 1;
    if (more > 0) {
      reserve(more);
      System.arraycopy(bytes, begin, bytes, begin + more, count);
    }
    length = begin - 1;
    varint(count);
    length += count;
  }

  /** Writes what stands before {@code count} bytes, a text or a message. */
  ProtoWriter head(int field, int count) {
    reserve(2 * MAX_PREFIX);
    varint(tag(field, BYTES));
    varint(count);
    return this;
  }

  /** How many bytes {@link #head} writes. */
  static int headLength(int field, int count) {
    return varintLength(tag(field, BYTES)) + varintLength(count);
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** How many bytes a number takes that is not negative. */
  private static int varintLength(int value) {
    return value < 0x80 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
