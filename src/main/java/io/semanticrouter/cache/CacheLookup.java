package io.semanticrouter.cache;

import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.Optional;

/**
 * What the cache knew.
 *
 * @param probe of the request; an answer is stored under it
 * @param answer the stored answer in the form the caller wants, if there was a hit
 * @param similarity 1 for the same request, else how sure the encoder is that the answer serves,
 *     0..1; null if there was no hit
 * @param threshold least similarity of a hit, 0..1
 * @param backend where answers are kept
 */
public record CacheLookup(
    CacheProbe probe,
    Optional<CachedAnswer.Replay> answer,
    Double similarity,
    double threshold,
    String backend)
    implements Traced {

  /** True if there is an answer the caller can be given. */
  public boolean hit() {
    return answer.isPresent();
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.CACHE_HIT, hit())
        .set(SpanAttributes.CACHE_SIMILARITY, similarity)
        .set(SpanAttributes.CACHE_THRESHOLD, threshold)
        .set(SpanAttributes.CACHE_BACKEND, backend)
        .set(SpanAttributes.CACHE_KEY, probe.key().hash());
  }
}
