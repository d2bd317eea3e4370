package io.semanticrouter.cache;

import io.semanticrouter.config.RouterConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps answers in this process, bounded in number, in bytes and in age.
 *
 * <p>One lock guards everything; it is held for a few map operations, never while an answer is
 * copied or converted.
 */
public final class MemoryCache implements SemanticCache {
  /** Upper bound of the memory all answers take together: 64 MiB. */
  static final long MAX_TOTAL_BYTES = 64L << 20;

  /** Longer answers are not kept: 1 MiB. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  /**
   * At most so many outdated answers leave with each new one: more than come in, so that all leave
   * in time, and few enough that no caller waits for them.
   */
  static final int MAX_EXPIRED_PER_PUT = 8;

  private record Entry(CachedAnswer answer, long storedAt) {}

  private final Lock lock = new ReentrantLock();

  /** In the order of their age: all live equally long, so the first is outdated first. */
  private final LinkedHashMap<CacheKey, Entry> entries = new LinkedHashMap<>();

  private final EvictionOrder order;
  private final int maxEntries;
  private final long maxBytes;
  private final long ttlNanos;
  private final LongSupplier nanoTime;
  private long bytes;

  /**
   * An empty cache.
   *
   * @param config a time to live of zero means for ever
   * @param nanoTime monotonic clock in nanoseconds, such as {@link System#nanoTime}
   */
  public MemoryCache(RouterConfig.Cache config, LongSupplier nanoTime) {
    this(config, MAX_TOTAL_BYTES, nanoTime);
  }

  MemoryCache(RouterConfig.Cache config, long maxBytes, LongSupplier nanoTime) {
    if (config.maxEntries() < 1) {
      throw new IllegalArgumentException("a cache holds at least one entry");
    }
    this.order = EvictionOrder.of(config.evictionPolicy());
    this.maxEntries = config.maxEntries();
    this.maxBytes = maxBytes;
    this.ttlNanos = config.ttl().isZero() ? Long.MAX_VALUE : config.ttl().toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<CachedAnswer> get(CacheKey key) {
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry == null) {
        return Optional.empty();
      }
      if (isExpired(entry, now)) {
        remove(key);
        return Optional.empty();
      }
      order.used(key);
      return Optional.of(entry.answer());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(CacheKey key, CachedAnswer answer) {
    if (answer.size() > MAX_ANSWER_BYTES || answer.weight() > maxBytes) {
      return;
    }
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      remove(key);
      removeExpired(now);
      while (entries.size() >= maxEntries || bytes + answer.weight() > maxBytes) {
        remove(order.victim());
      }
      entries.put(key, new Entry(answer, now));
      order.added(key);
      bytes += answer.weight();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of memory accounted for. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  private void removeExpired(long now) {
    for (int i = 0; i < MAX_EXPIRED_PER_PUT; i++) {
      Map.Entry<CacheKey, Entry> oldest = entries.firstEntry();
      if (oldest == null || !isExpired(oldest.getValue(), now)) {
        return;
      }
      remove(oldest.getKey());
    }
  }

  private boolean isExpired(Entry entry, long now) {
    return now - entry.storedAt() >= ttlNanos;
  }

  private void remove(CacheKey key) {
    Entry entry = entries.remove(key);
    if (entry != null) {
      order.removed(key);
      bytes -= entry.answer().weight();
    }
  }
}
