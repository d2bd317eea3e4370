package io.semanticrouter.understanding;

import java.util.HashMap;
import java.util.Map;

/** The view of one request: several stages ask for the same text, the encoder reads it once. */
final class MemoizedUnderstanding implements Understanding {
  private final TextReader reader;
  private final RecentReadings recent;
  private final Map<String, Reading> readings = new HashMap<>();

  MemoizedUnderstanding(TextReader reader, RecentReadings recent) {
    this.reader = reader;
    this.recent = recent;
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public Reading read(String text) {
    return readings.computeIfAbsent(text, recent::read);
  }

  @Override
  public double sameAnswer(String a, String b) {
    return reader.sameAnswer(a, b);
  }
}
