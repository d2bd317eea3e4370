package io.semanticrouter.classification;

import java.util.Arrays;
import java.util.Map;

/** Immutable map of long to non-negative int without boxing; open addressing, half full at most. */
final class LongIntMap {
  static final int ABSENT = -1;

  private final long[] keys;
  private final int[] values;
  private final int mask;

  LongIntMap(Map<Long, Integer> source) {
    int capacity = Integer.highestOneBit(Math.max(4, source.size() * 2 - 1)) << 1;
    keys = new long[capacity];
    values = new int[capacity];
    mask = capacity - 1;
    Arrays.fill(values, ABSENT);
    source.forEach(
        (key, value) -> {
          int slot = slotOf(key);
          keys[slot] = key;
          values[slot] = value;
        });
  }

  /** The value of {@code key}, or {@link #ABSENT}. */
  int get(long key) {
    return values[slotOf(key)];
  }

  private int slotOf(long key) {
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (values[slot] != ABSENT && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
