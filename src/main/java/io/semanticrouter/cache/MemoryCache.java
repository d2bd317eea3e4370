package io.semanticrouter.cache;

import io.semanticrouter.config.RouterConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps answers in this process, bounded in number, in bytes and in age.
 *
 * <p>One lock guards everything; it is held for a few map operations, never while an answer is
 * copied or converted, nor while the index is scanned or a cosine is taken.
 */
final class MemoryCache implements SemanticCache {
  /** Longer answers are not kept: 1 MiB. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  /**
   * At most so many outdated answers leave with each new one: more than come in, so that all leave
   * in time, and few enough that no caller waits for them.
   */
  static final int MAX_EXPIRED_PER_PUT = 8;

  /** So many of the nearest sketches have their cosine taken: the sketch is a coarse measure. */
  static final int MAX_SIMILAR = 64;

  private final Lock lock = new ReentrantLock();

  /** In the order of their age: all live equally long, so the first is outdated first. */
  private final LinkedHashMap<CacheKey, CacheEntry> entries = new LinkedHashMap<>();

  /** Of the entries with an embedding, by partition; none is empty. */
  private final Map<String, PartitionIndex> indexes = new HashMap<>();

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
  MemoryCache(RouterConfig.Cache config, LongSupplier nanoTime) {
    this(config, (long) config.maxMemoryMib() << 20, nanoTime);
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
      CacheEntry entry = entries.get(key);
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
  public List<CacheCandidate> similar(CacheProbe probe, double leastCosine) {
    if (!probe.isSemantic()) {
      return List.of();
    }
    PartitionIndex.Snapshot snapshot = snapshot(probe.key().partition());
    if (snapshot == null) {
      return List.of();
    }
    int[] slots = snapshot.nearest(probe.fingerprint(), MAX_SIMILAR);
    List<CacheCandidate> similar = new ArrayList<>();
    for (CacheEntry entry : entriesAt(probe.key().partition(), slots)) {
      double cosine = probe.fingerprint().cosine(entry.probe().fingerprint());
      if (cosine >= leastCosine) {
        similar.add(new CacheCandidate(entry.key(), entry.probe().text(), entry.answer(), cosine));
      }
    }
    similar.sort(Comparator.comparingDouble(CacheCandidate::cosine).reversed());
    return similar;
  }

  private PartitionIndex.Snapshot snapshot(String partition) {
    lock.lock();
    try {
      PartitionIndex index = indexes.get(partition);
      return index == null ? null : index.snapshot();
    } finally {
      lock.unlock();
    }
  }

  private List<CacheEntry> entriesAt(String partition, int[] slots) {
    long now = nanoTime.getAsLong();
    List<CacheEntry> found = new ArrayList<>(slots.length);
    lock.lock();
    try {
      PartitionIndex index = indexes.get(partition);
      for (int slot : slots) {
        CacheEntry entry = index == null ? null : index.at(slot);
        if (entry != null && !isExpired(entry, now)) {
          found.add(entry);
        }
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void used(CacheKey key) {
    lock.lock();
    try {
      if (entries.containsKey(key)) {
        order.used(key);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void put(CacheProbe probe, CachedAnswer answer) {
    long weight = CacheEntry.weight(probe, answer);
    if (answer.size() > MAX_ANSWER_BYTES || weight > maxBytes) {
      return;
    }
    long now = nanoTime.getAsLong();
    lock.lock();
    try {
      remove(probe.key());
      removeExpired(now);
      while (entries.size() >= maxEntries || bytes + weight > maxBytes) {
        remove(order.victim());
      }
      add(new CacheEntry(probe, answer, now));
    } finally {
      lock.unlock();
    }
  }

  private void add(CacheEntry entry) {
    entries.put(entry.key(), entry);
    order.added(entry.key());
    bytes += entry.weight();
    if (entry.probe().isSemantic()) {
      indexes
          .computeIfAbsent(entry.key().partition(), partition -> new PartitionIndex())
          .add(entry);
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
      Map.Entry<CacheKey, CacheEntry> oldest = entries.firstEntry();
      if (oldest == null || !isExpired(oldest.getValue(), now)) {
        return;
      }
      remove(oldest.getKey());
    }
  }

  private boolean isExpired(CacheEntry entry, long now) {
    return now - entry.storedAt() >= ttlNanos;
  }

  private void remove(CacheKey key) {
    CacheEntry entry = entries.remove(key);
    if (entry == null) {
      return;
    }
    order.removed(key);
    bytes -= entry.weight();
    if (entry.probe().isSemantic()) {
      PartitionIndex index = indexes.get(key.partition());
      index.remove(entry);
      if (index.size() == 0) {
        indexes.remove(key.partition());
      }
    }
  }
}
