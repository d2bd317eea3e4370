package io.semanticrouter.cache;

/**
 * A stored request that resembles the one looked for; whether its answer serves is still open.
 *
 * @param text its last user message
 * @param cosine of the two embeddings, 0..1
 */
record CacheCandidate(CacheKey key, String text, CachedAnswer answer, double cosine) {
  /** No text: prompts stay private. */
  @Override
  public String toString() {
    return "CacheCandidate[" + key + ", " + cosine + "]";
  }
}
