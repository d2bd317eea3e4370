package io.semanticrouter.cache;

/** An answer and what finds it. The text stays in memory: nothing prints it. */
final class CacheEntry {
  /**
   * What an entry takes in the index besides its text: 384 bytes of embedding, 48 of sketch, of
   * which the index may hold four times as much after many removals, its place there, and a share
   * of the partition's table.
   */
  static final int INDEX_BYTES = 1024;

  private final CacheProbe probe;
  private final CachedAnswer answer;
  private final long storedAt;

  /** Where its partition's index keeps it; the index alone writes it. */
  private int slot;

  CacheEntry(CacheProbe probe, CachedAnswer answer, long storedAt) {
    this.probe = probe;
    this.answer = answer;
    this.storedAt = storedAt;
  }

  CacheKey key() {
    return probe.key();
  }

  CacheProbe probe() {
    return probe;
  }

  CachedAnswer answer() {
    return answer;
  }

  long storedAt() {
    return storedAt;
  }

  int slot() {
    return slot;
  }

  void slot(int at) {
    slot = at;
  }

  long weight() {
    return weight(probe, answer);
  }

  /** Bytes of memory an entry may come to. */
  static long weight(CacheProbe probe, CachedAnswer answer) {
    return probe.isSemantic()
        ? answer.weight() + INDEX_BYTES + 2L * probe.text().length()
        : answer.weight();
  }

  @Override
  public String toString() {
    return "CacheEntry[" + key() + ", " + answer + "]";
  }
}
