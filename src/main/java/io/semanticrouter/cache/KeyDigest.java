package io.semanticrouter.cache;

import io.semanticrouter.chat.Slice;
import io.semanticrouter.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * SHA-256 over a sequence of fields. Each field says where it ends, so no two sequences feed the
 * same bytes.
 */
final class KeyDigest {
  /** Stands for a text that is left out; no JSON text holds this byte. */
  private static final byte LEFT_OUT = 1;

  /** Ends a JSON value; no JSON text holds this byte. */
  private static final byte END = 0;

  private static final int NO_TEXT = -1;

  private final MessageDigest sha = Sha256.digest();

  KeyDigest add(String text) {
    if (text == null) {
      length(NO_TEXT);
      return this;
    }
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  KeyDigest add(byte[] bytes) {
    return add(bytes, new Slice(0, bytes.length));
  }

  KeyDigest add(byte[] bytes, Slice at) {
    length(at.length());
    sha.update(bytes, at.start(), at.length());
    return this;
  }

  /**
   * Adds a valid JSON value without the white space between its tokens.
   *
   * @param leftOut string tokens within the value, in their order, of which only the place counts
   */
  KeyDigest addJson(byte[] body, Slice value, List<Slice> leftOut) {
    int from = value.start();
    for (Slice gap : leftOut) {
      addTokens(body, from, gap.start());
      sha.update(LEFT_OUT);
      from = gap.end();
    }
    addTokens(body, from, value.end());
    sha.update(END);
    return this;
  }

  private void addTokens(byte[] body, int start, int end) {
    int from = start;
    boolean inString = false;
    for (int i = start; i < end; i++) {
      byte b = body[i];
      if (inString) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          inString = false;
        }
      } else if (b == '"') {
        inString = true;
      } else if (b <= ' ') {
        if (i > from) {
          sha.update(body, from, i - from);
        }
        from = i + 1;
      }
    }
    sha.update(body, from, end - from);
  }

  private void length(int length) {
    sha.update((byte) (length >>> 24));
    sha.update((byte) (length >>> 16));
    sha.update((byte) (length >>> 8));
    sha.update((byte) length);
  }

  byte[] finish() {
    return sha.digest();
  }
}
