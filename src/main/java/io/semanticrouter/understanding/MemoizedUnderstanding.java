package io.semanticrouter.understanding;

import java.util.HashMap;
import java.util.Map;

/**
 * The view of one request: several stages ask for the same text, the encoder reads it once. What it
 * reads of one request is bounded, or a body of many texts would keep a thread for minutes.
 */
final class MemoizedUnderstanding implements Understanding {
  /**
   * UTF-16 code units that are read of one request, remembered texts left out: some 65,000 word
   * pieces, eight seconds of a core.
   */
  static final int MOST_CHARACTERS = 256 * 1024;

  /** What the shortest text counts for: a pass has a price of its own. */
  static final int LEAST_CHARACTERS = 32;

  /** What the longest one counts for: its middle is not read. */
  private static final int MOST_OF_TEXT = 32 * 1024;

  private final TextReader reader;
  private final RecentReadings recent;
  private final Map<String, Reading> readings = new HashMap<>();
  private int left = MOST_CHARACTERS;
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

  private void spend(String text) {
    left -= Math.clamp(text.length(), LEAST_CHARACTERS, MOST_OF_TEXT);
  }

  @Override
  public double sameAnswer(String a, String b) {
    return reader.sameAnswer(a, b);
  }
}
