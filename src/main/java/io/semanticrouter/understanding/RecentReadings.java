package io.semanticrouter.understanding;

import io.semanticrouter.hash.Sha256;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The readings that were asked for last: a chat sends its system message and its earlier turns
 * again with every request, and only what is new has to be read. Texts are known by their SHA-256,
 * so that none is kept and nobody can make one pass for another. Safe for any thread.
 */
final class RecentReadings {
  /** Lists of thousands of names are not remembered: each span takes some 40 bytes. */
  static final int MOST_SPANS = 64;

  private final Function<String, Reading> reader;
  private final int capacity;
  private final Map<ByteBuffer, Reading> readings;

  /**
   * Remembers nothing yet.
   *
   * @param capacity readings kept, some 2.5 KiB each, 5 KiB at most; 0: none
   */
  RecentReadings(Function<String, Reading> reader, int capacity) {
    this.reader = reader;
    this.capacity = capacity;
    this.readings =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Reading> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The reading of a text.
   *
   * @param unknown is told of what had to be read
   */
  Reading read(String text, Consumer<Reading> unknown) {
    if (capacity == 0) {
      Reading reading = reader.apply(text);
      unknown.accept(reading);
      return reading;
    }
    ByteBuffer key = digest(text);
    Reading known;
    synchronized (readings) {
      known = readings.get(key);
    }
    if (known != null) {
      return known;
    }
    // Outside the lock: two that read the same text at once do no harm.
    Reading reading = reader.apply(text);
    unknown.accept(reading);
    if (reading.spans().size() <= MOST_SPANS) {
      synchronized (readings) {
        readings.put(key, reading);
      }
    }
    return reading;
  }

  /** Of its UTF-16 units: an encoder would make unpaired surrogates equal. */
  private static ByteBuffer digest(String text) {
    ByteBuffer units = ByteBuffer.allocate(text.length() * Character.BYTES);
    units.asCharBuffer().put(text);
    return ByteBuffer.wrap(Sha256.of(units.array()));
  }
}
