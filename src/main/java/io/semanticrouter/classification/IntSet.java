package io.semanticrouter.classification;

import java.util.Arrays;

/**
 * A set of non-negative ints without boxing; open addressing, half full at most. A text has a few
 * hundred phrases out of tens of thousands, so a bit for each of these would cost more. Not safe
 * for use by several threads.
 */
final class IntSet {
  private static final int INITIAL_SLOTS = 128;
  private static final int EMPTY = -1;
  // Fibonacci hashing: the golden ratio's fraction of 2^32 spreads neighbours over the slots.
  private static final int SPREAD = 0x9e3779b9;

  private int[] slots = emptySlots(INITIAL_SLOTS);
  private int size;

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, EMPTY);
    return slots;
  }

  /** False if it was there. */
  boolean add(int value) {
    int slot = slotOf(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  private int slotOf(int value) {
    int mask = slots.length - 1;
    int slot = ((value * SPREAD) >>> 12) & mask;
    while (slots[slot] != EMPTY && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] before = slots;
    slots = emptySlots(before.length * 2);
    for (int value : before) {
      if (value != EMPTY) {
        slots[slotOf(value)] = value;
      }
    }
  }
}
