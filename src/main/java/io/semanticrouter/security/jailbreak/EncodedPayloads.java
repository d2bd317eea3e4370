package io.semanticrouter.security.jailbreak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Decodes what a text carries in base64, hexadecimal (also as URL escapes) or binary. Bounded: the
 * first {@link #MAX_PAYLOADS} candidates, of each no more than {@link #MAX_BYTES}.
 */
final class EncodedPayloads {
  private static final int MAX_PAYLOADS = 8;
  private static final int MAX_BYTES = 2048;
  private static final int MIN_BASE64 = 16;
  private static final int MIN_BYTES = 6;

  /** What may stand between groups of digits. */
  private static final String ESCAPES = " %\\:,";

  private static final byte[] VALUES = new byte[0x80];

  static {
    for (char c = 0; c < VALUES.length; c++) {
      VALUES[c] = (byte) Character.digit(c, 16);
    }
  }

  /** Candidates that are looked at before the search gives up, decodable or not. */
  private static final int MAX_CANDIDATES = 64;

  private final String text;
  private final List<String> payloads = new ArrayList<>();

  private EncodedPayloads(String text) {
    this.text = text;
  }

  /** The readable texts that the encodings in {@code text} hide. */
  static List<String> decode(String text) {
    EncodedPayloads search = new EncodedPayloads(text);
    search.base64();
    search.digits(16, 2);
    search.digits(2, 8);
    return search.payloads;
  }

  private void base64() {
    int candidates = 0;
    int start = 0;
    for (int i = 0; i <= text.length() && candidates < MAX_CANDIDATES; i++) {
      if (i < text.length() && isBase64(text.charAt(i))) {
        continue;
      }
      if (i - start >= MIN_BASE64) {
        candidates++;
        int length = Math.min(i - start, MAX_BYTES / 3 * 4);
        // The last group may be cut or unpadded; one left-over character holds no byte.
        String run = text.substring(start, start + (length % 4 == 1 ? length - 1 : length));
        keep(fromBase64(run.replace('-', '+').replace('_', '/')));
      }
      start = i + 1;
    }
  }

  private static byte[] fromBase64(String run) {
    try {
      return Base64.getDecoder().decode(run);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Groups of digits of one radix, parted by nothing, a space or an escape such as % or \x. */
  private void digits(int radix, int perByte) {
    int candidates = 0;
    byte[] bytes = new byte[4 * MIN_BYTES];
    int count = 0;
    int i = 0;
    while (i < text.length() && candidates < MAX_CANDIDATES) {
      if (count == 0 && !mayBegin(text.charAt(i), radix)) {
        i++; // nearly all that people write
        continue;
      }
      int digit = count == 0 && i > 0 && isWord(text.charAt(i - 1)) ? i : skipEscape(i);
      int value = valueOf(digit, radix, perByte);
      if (value >= 0 && count < MAX_BYTES) {
        if (count == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * count);
        }
        bytes[count++] = (byte) value;
        i = digit + perByte;
      } else {
        if (count >= MIN_BYTES) {
          candidates++;
          keep(Arrays.copyOf(bytes, count));
        }
        i = count == 0 ? i + 1 : i;
        count = 0;
      }
    }
    if (count >= MIN_BYTES) {
      keep(Arrays.copyOf(bytes, count));
    }
  }

  private static boolean mayBegin(char c, int radix) {
    return value(c, radix) >= 0 || ESCAPES.indexOf(c) >= 0;
  }

  /** Of an ASCII digit of the radix; -1 of anything else. */
  private static int value(char c, int radix) {
    int value = c < VALUES.length ? VALUES[c] : -1;
    return value < radix ? value : -1;
  }

  private int skipEscape(int i) {
    int k = i;
    while (k < text.length() && k - i < 3 && ESCAPES.indexOf(text.charAt(k)) >= 0) {
      k++;
    }
    if (text.startsWith("0x", k)) {
      return k + 2;
    }
    return k > i && text.startsWith("x", k) ? k + 1 : k;
  }

  /** Value of the group of digits at {@code i}, or -1 if there is none. */
  private int valueOf(int i, int radix, int length) {
    if (i + length > text.length()) {
      return -1;
    }
    int value = 0;
    for (int k = i; k < i + length; k++) {
      int digit = value(text.charAt(k), radix);
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  /** Keeps what reads as text: at most one character in ten is not printable ASCII. */
  private void keep(byte[] bytes) {
    int printable = 0;
    for (byte b : bytes) {
      printable += (b >= ' ' && b < 0x7F) || b == '\n' ? 1 : 0;
    }
    if (bytes.length >= MIN_BYTES
        && printable * 10 >= bytes.length * 9
        && payloads.size() < MAX_PAYLOADS) {
      payloads.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  private static boolean isBase64(char c) {
    return isWord(c) || c == '+' || c == '/' || c == '-' || c == '_';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
