package io.semanticrouter.cache;

import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.chat.ChatRequest;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Looks for an answer before a backend is asked, and keeps what backends answered. */
@ApplicationScoped
public class CacheStage {
  private static final String MEMORY = "memory";
  private static final double SAME_REQUEST = 1.0;

  /**
   * Longer texts match exactly only, in UTF-16 code units: an embedding of a long text blurs the
   * detail that makes the answer, and the two would not fit into one pass of the encoder.
   */
  static final int MAX_TEXT_LENGTH = 2000;

  private final SemanticCache cache;
  private final AnswerShape shape = new AnswerShape();

  @Inject
  public CacheStage(RouterConfig config) {
    this.cache = new MemoryCache(config.semanticCache(), System::nanoTime);
  }

  /**
   * The key of a request.
   *
   * @param caller who asks, or null if nobody is named
   * @param config the request's snapshot
   */
  public CacheKey key(ChatRequest request, String caller, RouterConfig config) {
    return CacheKey.of(request, caller, shape.of(config));
  }

  /**
   * Looks an answer up: that of the same request, else, with an encoder, that of a request which
   * asks the same in other words. One that cannot be told in the form the caller wants is none.
   *
   * @param wanted how the answer is to be written
   * @param lastUserText the last user message, or null; only its wording may differ in a hit
   * @param understanding of this request
   * @param threshold least similarity of a hit, 0..1: how sure the encoder must be
   */
  @RouterSpan(RouterSpans.CACHE_LOOKUP)
  public CacheLookup lookup(
      StageSpan span,
      CacheKey key,
      AnswerForm wanted,
      String lastUserText,
      Understanding understanding,
      double threshold) {
    Optional<CachedAnswer.Replay> exact = cache.get(key).flatMap(answer -> answer.as(wanted));
    if (exact.isPresent()) {
      return new CacheLookup(CacheProbe.exact(key), exact, SAME_REQUEST, threshold, MEMORY);
    }
    CacheProbe probe = probe(key, lastUserText, understanding);
    List<CacheCandidate> near = cache.similar(probe, AnswerVerifier.LEAST_COSINE);
    Optional<AnswerVerifier.Serving> serving =
        AnswerVerifier.firstServing(lastUserText, near, understanding, threshold);
    Optional<CachedAnswer.Replay> replay =
        serving.flatMap(found -> found.candidate().answer().as(wanted));
    if (replay.isEmpty()) {
      return new CacheLookup(probe, replay, null, threshold, MEMORY);
    }
    cache.used(serving.get().candidate().key());
    return new CacheLookup(probe, replay, serving.get().similarity(), threshold, MEMORY);
  }

  private static CacheProbe probe(CacheKey key, String text, Understanding understanding) {
    boolean readable =
        text != null
            && !text.isBlank()
            && text.length() <= MAX_TEXT_LENGTH
            && understanding.reads(text);
    return readable
        ? CacheProbe.semantic(key, text, understanding.read(text).embedding())
        : CacheProbe.exact(key);
  }

  /**
   * Keeps a complete answer with status 200 whose choices all finished with {@code stop}.
   *
   * @param probe of the look-up that found nothing
   */
  public void store(CacheProbe probe, CachedAnswer answer) {
    cache.put(probe, answer);
  }
}
