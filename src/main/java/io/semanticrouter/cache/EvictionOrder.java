package io.semanticrouter.cache;

import io.semanticrouter.config.RouterConfig.Cache.EvictionPolicy;

/** Decides which answer makes room. Every operation takes constant time; one thread at a time. */
interface EvictionOrder {
  /** Takes note of a new key. */
  void added(CacheKey key);

  /** A known key was looked up. */
  void used(CacheKey key);

  /** Forgets a known key. */
  void removed(CacheKey key);

  /** The key to give up next; there is at least one. */
  CacheKey victim();

  static EvictionOrder of(EvictionPolicy policy) {
    return switch (policy) {
      case FIFO -> new AgeOrder(false);
      case LRU -> new AgeOrder(true);
      case LFU -> new FrequencyOrder();
    };
  }
}
