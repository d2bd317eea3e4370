package io.semanticrouter.cache;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Looks for an answer before a backend is asked, and keeps what backends answered. */
@ApplicationScoped
public class CacheStage {
  private static final String MEMORY = "memory";
  private static final double SAME_REQUEST = 1.0;

  private final SemanticCache cache;

  @Inject
  public CacheStage(RouterConfig config) {
    this.cache = new MemoryCache(config.semanticCache(), System::nanoTime);
  }

  /**
   * Looks an answer up.
   *
   * @param threshold least similarity of a hit, 0..1
   */
  @RouterSpan(RouterSpans.CACHE_LOOKUP)
  public CacheLookup lookup(StageSpan span, CacheKey key, double threshold) {
    Optional<CachedAnswer> answer = cache.get(key);
    return new CacheLookup(
        key, answer, answer.isPresent() ? SAME_REQUEST : null, threshold, MEMORY);
  }

  /** Keeps a complete answer with status 200 whose choices all finished with {@code stop}. */
  public void store(CacheKey key, CachedAnswer answer) {
    cache.put(key, answer);
  }
}
