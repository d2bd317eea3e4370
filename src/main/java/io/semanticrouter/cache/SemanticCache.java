package io.semanticrouter.cache;

import java.util.List;
import java.util.Optional;

/** Remembers answers. Implementations are safe for use by any number of threads. */
interface SemanticCache {
  /** The answer to the same request, unless it is too old. */
  Optional<CachedAnswer> get(CacheKey key);

  /**
   * Stored requests that differ from this one in nothing but the last user message and resemble it
   * in that, the most similar first; none for an exact probe. This is no use of theirs: say {@link
   * #used} of the one whose answer is sent.
   *
   * @param threshold least cosine, 0..1
   */
  List<CacheCandidate> similar(CacheProbe probe, double threshold);

  /** An answer found by {@link #similar} is sent; it may have left in the meantime. */
  void used(CacheKey key);

  /** Remembers an answer, in the place of an earlier one of the same key. */
  void put(CacheProbe probe, CachedAnswer answer);

  /** Number of answers held, counting those that are too old but not yet removed. */
  int size();
}
