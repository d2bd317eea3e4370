package io.semanticrouter.pipeline;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.cache.CacheProbe;
import io.semanticrouter.cache.CachedAnswer;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.security.jailbreak.JailbreakVerdict;
import io.semanticrouter.security.pii.PiiVerdict;
import java.util.function.Supplier;

/** What the stages before the upstream call came to. */
public sealed interface Outcome {
  ModelRequest request();

  RouteFacts facts();

  /**
   * The request goes to a backend.
   *
   * @param usageAdded true if the body asks for a usage event that the client did not ask for
   * @param cacheProbe what the answer is stored under, or null if it is not wanted
   * @param fallback makes what is done where the model fails, or null if nothing is left to do; to
   *     be asked only when it will be done, since an endpoint may be waiting for just this request
   */
  record Forward(
      ModelRequest request,
      RouteFacts facts,
      Backend backend,
      byte[] body,
      boolean usageAdded,
      CacheProbe cacheProbe,
      Supplier<Forward> fallback)
      implements Outcome {
    static final Supplier<Forward> NO_FALLBACK = () -> null;

    /** True if the answer is wanted for the cache. */
    public boolean isCacheable() {
      return cacheProbe != null;
    }
  }

  /** The cache has the answer, in the form the caller wants. */
  record Cached(ModelRequest request, RouteFacts facts, CachedAnswer.Replay answer)
      implements Outcome {}

  /**
   * Personal data the model must not see.
   *
   * @param model that would have answered
   */
  record PiiBlocked(Conversation request, RouteFacts facts, String model, PiiVerdict verdict)
      implements Outcome {}

  /** An attack on the model's instructions. */
  record JailbreakBlocked(Conversation request, RouteFacts facts, JailbreakVerdict verdict)
      implements Outcome {}

  /** The model must not see personal data, and nobody reads requests of this API. */
  record Unread(ModelRequest request, RouteFacts facts) implements Outcome {}

  /** Nobody knows the model. */
  record UnknownModel(ModelRequest request, RouteFacts facts) implements Outcome {}

  /** There is no model to choose: none is configured and none was found. */
  record NoModel(ModelRequest request, RouteFacts facts) implements Outcome {}
}
