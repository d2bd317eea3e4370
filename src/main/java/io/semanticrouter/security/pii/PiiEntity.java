package io.semanticrouter.security.pii;

import io.semanticrouter.config.PiiType;

/**
 * Where a text holds personal data. The value itself is never stored, so that no log line or
 * exception can show it.
 *
 * @param start offset of the first UTF-16 code unit
 * @param end offset behind the last UTF-16 code unit
 * @param confidence 0..1; 0.95 and more is proven by a check digit, a prefix or a keyword, less
 *     than 0.7 is a shape alone
 */
public record PiiEntity(PiiType type, int start, int end, double confidence) {
  public PiiEntity {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("Not a span: " + start + ".." + end);
    }
  }

  boolean overlaps(PiiEntity other) {
    return start < other.end && other.start < end;
  }
}
