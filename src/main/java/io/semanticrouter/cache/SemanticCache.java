package io.semanticrouter.cache;

import java.util.Optional;

/** Remembers answers. Implementations are safe for use by any number of threads. */
public interface SemanticCache {
  /** The answer to the same request, unless it is too old. */
  Optional<CachedAnswer> get(CacheKey key);

  /** Remembers an answer, in the place of an earlier one of the same key. */
  void put(CacheKey key, CachedAnswer answer);

  /** Number of answers held, counting those that are too old but not yet removed. */
  int size();
}
