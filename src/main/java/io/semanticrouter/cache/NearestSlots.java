package io.semanticrouter.cache;

import java.util.Arrays;

/**
 * The few nearest of many sketches: a heap with the farthest on top, so that nearly every sketch of
 * a long scan costs its distance and one comparison.
 */
final class NearestSlots {
  private final long[] heap;
  private int size;

  NearestSlots(int limit) {
    this.heap = new long[limit];
  }

  /** Compares the first {@code count} sketches, one behind the other, with the wanted one. */
  void scan(long[] sketches, int count, long[] wanted) {
    long w0 = wanted[0];
    long w1 = wanted[1];
    long w2 = wanted[2];
    long w3 = wanted[3];
    long w4 = wanted[4];
    long w5 = wanted[5];
    for (int slot = 0, at = 0; slot < count; slot++, at += Fingerprint.WORDS) {
      int distance =
          Long.bitCount(sketches[at] ^ w0)
              + Long.bitCount(sketches[at + 1] ^ w1)
              + Long.bitCount(sketches[at + 2] ^ w2)
              + Long.bitCount(sketches[at + 3] ^ w3)
              + Long.bitCount(sketches[at + 4] ^ w4)
              + Long.bitCount(sketches[at + 5] ^ w5);
      offer(distance, slot);
    }
  }

  private void offer(int distance, int slot) {
    long found = ((long) distance << Integer.SIZE) | slot;
    if (size < heap.length) {
      heap[size] = found;
      rise(size++);
    } else if (found < heap[0]) {
      heap[0] = found;
      sink();
    }
  }

  private void rise(int from) {
    int at = from;
    long moving = heap[at];
    while (at > 0 && heap[(at - 1) / 2] < moving) {
      heap[at] = heap[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    heap[at] = moving;
  }

  private void sink() {
    long moving = heap[0];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && heap[child + 1] > heap[child]) {
        child++;
      }
      if (heap[child] <= moving) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  }

  /** The slots found, in no order. */
  int[] slots() {
    int[] slots = new int[size];
    Arrays.setAll(slots, i -> (int) heap[i]);
    return slots;
  }
}
