package io.semanticrouter.cache;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * Least frequently used; of keys used equally often the one that came to that number first.
 *
 * <p>Keys of one number of uses share a bucket, and the buckets form a list in rising order, so
 * that each operation touches a key's own bucket and its neighbour only (Shah, Mitra, Matani: "An
 * O(1) algorithm for implementing the LFU cache eviction scheme", 2010).
 */
final class FrequencyOrder implements EvictionOrder {
  private final Map<CacheKey, Bucket> bucketOf = new HashMap<>();

  /** Sentinel of the ring of buckets: its {@code next} is used least. */
  private final Bucket ring = new Bucket(0);

  private static final class Bucket {
    private final long uses;
    private final LinkedHashSet<CacheKey> keys = new LinkedHashSet<>();
    private Bucket previous = this;
    private Bucket next = this;

    Bucket(long uses) {
      this.uses = uses;
    }

    /** The bucket of {@code wanted} uses right behind this one. */
    Bucket following(long wanted) {
      if (next.uses == wanted) {
        return next;
      }
      Bucket bucket = new Bucket(wanted);
      bucket.previous = this;
      bucket.next = next;
      next.previous = bucket;
      next = bucket;
      return bucket;
    }

    void remove(CacheKey key) {
      keys.remove(key);
      if (keys.isEmpty()) {
        previous.next = next;
        next.previous = previous;
      }
    }
  }

  @Override
  public void added(CacheKey key) {
    move(key, ring.following(1));
  }

  @Override
  public void used(CacheKey key) {
    Bucket bucket = bucketOf.get(key);
    move(key, bucket.following(bucket.uses + 1));
    bucket.remove(key);
  }

  @Override
  public void removed(CacheKey key) {
    bucketOf.remove(key).remove(key);
  }

  @Override
  public CacheKey victim() {
    return ring.next.keys.getFirst();
  }

  private void move(CacheKey key, Bucket to) {
    to.keys.add(key);
    bucketOf.put(key, to);
  }
}
