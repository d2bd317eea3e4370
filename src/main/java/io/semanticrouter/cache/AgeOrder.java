package io.semanticrouter.cache;

import java.util.LinkedHashSet;

/** First in, first out; or least recently used, where a look-up makes a key young again. */
final class AgeOrder implements EvictionOrder {
  private final LinkedHashSet<CacheKey> oldestFirst = new LinkedHashSet<>();
  private final boolean rejuvenatedByUse;

  AgeOrder(boolean rejuvenatedByUse) {
    this.rejuvenatedByUse = rejuvenatedByUse;
  }

  @Override
  public void added(CacheKey key) {
    oldestFirst.addLast(key);
  }

  @Override
  public void used(CacheKey key) {
    if (rejuvenatedByUse) {
      oldestFirst.addLast(key);
    }
  }

  @Override
  public void removed(CacheKey key) {
    oldestFirst.remove(key);
  }

  @Override
  public CacheKey victim() {
    return oldestFirst.getFirst();
  }
}
