package io.semanticrouter.tracing.export;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** How many spans wait, and how many found the queue full. Safe for any thread. */
public final class QueueCount {
  private final int capacity;
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder passed = new LongAdder();

  QueueCount(int capacity) {
    this.capacity = capacity;
  }

  /** Takes a place; false, and a drop counted, if there is none. */
  public boolean enter() {
    // Read first: while the queue is full, spans that end on many threads share the line and change
    // nothing.
    if (size.get() < capacity) {
      if (size.getAndIncrement() < capacity) {
        return true;
      }
      size.getAndDecrement();
    }
    dropped.increment();
    return false;
  }

  /** Gives places back. */
  void left(int spans) {
    size.getAndAdd(-spans);
    passed.add(spans);
  }

  public int capacity() {
    return capacity;
  }

  /** How many wait. */
  public int size() {
    return Math.clamp(size.get(), 0, capacity);
  }

  /** How many found the queue full, since the start. */
  public long dropped() {
    return dropped.sum();
  }

  /** How many were handed to the exporter, since the start. */
  public long passed() {
    return passed.sum();
  }
}
