package io.semanticrouter.understanding;

import java.util.HashMap;
import java.util.Map;

/**
 * The view of one request: several stages ask for the same text, the encoder reads it once. What it
 * reads of one request is bounded, or a body of many texts would keep a thread for minutes.
 */
final class MemoizedUnderstanding implements Understanding {
  /**
   * Word pieces that are read of one request, remembered texts left out: eight seconds of a core.
   */
  static final int MOST_PIECES = 64 * 1024;

  /** What the shortest text counts for: a pass has a price of its own. */
  static final int LEAST_PIECES = 8;

  private final TextReader reader;
  private final RecentReadings recent;
  private final Map<String, Reading> readings = new HashMap<>();
  private int left = MOST_PIECES;
  private boolean refused;

  MemoizedUnderstanding(TextReader reader, RecentReadings recent) {
    this.reader = reader;
    this.recent = recent;
  }

  @Override
  public boolean isAvailable() {
    return !refused;
  }

  @Override
  public boolean reads(String text) {
    boolean reads = left > 0 || readings.containsKey(text);
    refused |= !reads;
    return reads;
  }

  @Override
  public Reading read(String text) {
    return readings.computeIfAbsent(text, unknown -> recent.read(unknown, this::spend));
  }

  private void spend(Reading unknown) {
    left -= Math.max(LEAST_PIECES, unknown.pieces());
  }

  @Override
  public double sameAnswer(String a, String b) {
    return reader.sameAnswer(a, b);
  }
}
