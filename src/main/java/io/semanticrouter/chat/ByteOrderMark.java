package io.semanticrouter.chat;

/** The three bytes that some programs put before a text in UTF-8, and that are no part of it. */
public final class ByteOrderMark {
  /** Its length in bytes. */
  public static final int LENGTH = 3;

  private ByteOrderMark() {}

  /** True if the bytes from {@code start} to before {@code end} begin with the mark. */
  public static boolean isAt(byte[] bytes, int start, int end) {
    return end - start >= LENGTH
        && bytes[start] == (byte) 0xEF
        && bytes[start + 1] == (byte) 0xBB
        && bytes[start + 2] == (byte) 0xBF;
  }
}
