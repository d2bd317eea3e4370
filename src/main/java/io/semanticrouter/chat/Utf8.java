package io.semanticrouter.chat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Whether bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Most bodies are ASCII up to their first quotation mark or to their end: eight bytes a step. */
  static boolean isValid(byte[] bytes) {
    int ascii = 0;
    while (ascii <= bytes.length - Long.BYTES && ((long) LONG.get(bytes, ascii) & NOT_ASCII) == 0) {
      ascii += Long.BYTES;
    }
    int left = bytes.length - ascii;
    return ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes), ascii, left, StandardCharsets.UTF_8);
  }
}
