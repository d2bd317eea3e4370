package io.semanticrouter.upstream;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Takes the weight out of a JSON text that is too long to keep: what is nested deep becomes empty,
 * and so do long strings. What is left is JSON with the same members, among them the token counts
 * behind a megabyte of vectors. Reads any bytes, in pieces; of what is no JSON nothing sensible is
 * left.
 */
final class JsonSkim {
  /** Levels that are kept: choices and their ends are on the third, usage on the second. */
  private static final int MAX_DEPTH = 3;

  /** Bytes of a string that is kept: an id, the name of a model. */
  private static final int MAX_STRING = 512;

  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1_024);
  private final byte[] string = new byte[MAX_STRING];
  private int stringLength;
  private int depth;
  private boolean inString;
  private boolean escaped;

  /**
   * Nothing is read yet.
   *
   * @param limit bytes to keep at most
   */
  JsonSkim(int limit) {
    this.limit = limit;
  }

  void read(byte[] bytes) {
    for (byte b : bytes) {
      if (inString) {
        readInString(b);
      } else {
        readOutside(b);
      }
    }
  }

  /** What is left, or null if even that is too long. */
  byte[] rest() {
    return kept.size() > limit ? null : kept.toByteArray();
  }

  private void readInString(byte b) {
    if (!escaped && b == '"') {
      inString = false;
      if (stringLength <= MAX_STRING) {
        kept(string, stringLength);
      }
      kept(b);
      return;
    }
    escaped = b == '\\' && !escaped;
    if (stringLength < MAX_STRING) {
      string[stringLength] = b;
    }
    stringLength = Math.min(stringLength + 1, MAX_STRING + 1);
  }

  private void readOutside(byte b) {
    switch (b) {
      case '"' -> {
        inString = true;
        stringLength = 0;
        kept(b);
      }
      case '{', '[' -> {
        kept(b);
        depth++;
      }
      case '}', ']' -> {
        depth--;
        kept(b);
      }
      default -> kept(b);
    }
  }

  private void kept(byte b) {
    if (depth <= MAX_DEPTH && kept.size() <= limit) {
      kept.write(b);
    }
  }

  private void kept(byte[] bytes, int length) {
    if (depth <= MAX_DEPTH && kept.size() <= limit) {
      kept.writeBytes(Arrays.copyOf(bytes, length));
    }
  }
}
