package io.semanticrouter.cache;

import io.semanticrouter.config.RouterConfig.Cache.EvictionPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The same rules with searches over everything. */
final class ObviousCache {
  private record Entry(CachedAnswer answer, long storedAt) {}

  private final EvictionPolicy policy;
  private final int maxEntries;
  private final Duration ttl;
  private final LongSupplier now;
  private final LinkedHashMap<CacheKey, Entry> entries = new LinkedHashMap<>();
  private final Map<CacheKey, Integer> uses = new HashMap<>();
  private final Map<CacheKey, Long> touched = new HashMap<>();
  private long clock;

  ObviousCache(EvictionPolicy policy, int maxEntries, Duration ttl, LongSupplier now) {
    this.policy = policy;
    this.maxEntries = maxEntries;
    this.ttl = ttl;
    this.now = now;
  }

  CachedAnswer get(CacheKey key) {
    Entry entry = entries.get(key);
    if (entry == null || now.getAsLong() - entry.storedAt() >= ttl.toNanos()) {
      entries.remove(key);
      return null;
    }
    uses.merge(key, 1, Integer::sum);
    if (policy != EvictionPolicy.FIFO) {
      touched.put(key, clock++);
    }
    return entry.answer();
  }

  void put(CacheKey key, CachedAnswer answer) {
    entries.remove(key);
    int removed = 0;
    for (CacheKey old : List.copyOf(entries.keySet())) {
      if (removed < MemoryCache.MAX_EXPIRED_PER_PUT
          && now.getAsLong() - entries.get(old).storedAt() >= ttl.toNanos()) {
        entries.remove(old);
        removed++;
      }
    }
    if (entries.size() >= maxEntries) {
      entries.remove(victim());
    }
    entries.put(key, new Entry(answer, now.getAsLong()));
    uses.put(key, 1);
    touched.put(key, clock++);
  }

  private CacheKey victim() {
    CacheKey victim = null;
    for (CacheKey key : entries.keySet()) {
      if (victim == null || isBefore(key, victim)) {
        victim = key;
      }
    }
    return victim;
  }

  private boolean isBefore(CacheKey a, CacheKey b) {
    int byUses = policy == EvictionPolicy.LFU ? Integer.compare(uses.get(a), uses.get(b)) : 0;
    return byUses != 0 ? byUses < 0 : touched.get(a) < touched.get(b);
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return entries.values().stream().mapToLong(entry -> entry.answer().weight()).sum();
  }
}
