package io.semanticrouter.pipeline;

import io.semanticrouter.backend.ModelCatalog;
import io.semanticrouter.cache.CacheLookup;
import io.semanticrouter.cache.CacheProbe;
import io.semanticrouter.cache.CacheStage;
import io.semanticrouter.cache.CachedAnswer;
import io.semanticrouter.chat.AnswerForm;
import io.semanticrouter.chat.ChatRequest;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.chat.GuardedText;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.chat.UnreadRequest;
import io.semanticrouter.classification.Category;
import io.semanticrouter.classification.Classification;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.config.RouterConfig.PiiRule;
import io.semanticrouter.routing.RoutingDecider;
import io.semanticrouter.security.jailbreak.JailbreakGuard;
import io.semanticrouter.security.jailbreak.JailbreakVerdict;
import io.semanticrouter.security.pii.PiiGuard;
import io.semanticrouter.security.pii.PiiVerdict;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The stages before the upstream call, in their order, which nothing outside this package knows.
 */
@ApplicationScoped
public class RoutingPipeline {
  private final Classification classification;
  private final PiiGuard piiGuard;
  private final JailbreakGuard jailbreakGuard;
  private final CacheStage cache;
  private final RoutingDecider decider;
  private final ForwardStages forwardStages;

  public RoutingPipeline(
      Classification classification,
      PiiGuard piiGuard,
      JailbreakGuard jailbreakGuard,
      CacheStage cache,
      RoutingDecider decider,
      ForwardStages forwardStages) {
    this.classification = classification;
    this.piiGuard = piiGuard;
    this.jailbreakGuard = jailbreakGuard;
    this.cache = cache;
    this.decider = decider;
    this.forwardStages = forwardStages;
  }

  /**
   * Takes a request through the stages on the calling thread. Without an understanding that takes
   * microseconds, with one milliseconds: then not on an event loop.
   *
   * @param root the span of the request
   * @param caller who asks
   * @param catalog the models and the configuration this request keeps to
   * @param understanding what the encoder says of the request's texts
   */
  public Outcome route(
      StageSpan root,
      Conversation request,
      Caller caller,
      ModelCatalog catalog,
      Understanding understanding) {
    RouterConfig config = catalog.config();
    RouteFacts facts = RouteFacts.of(request.model());
    Optional<String> defaultModel = catalog.defaultModel();
    Outcome unroutable = unroutable(request, facts, defaultModel, catalog);
    if (unroutable != null) {
      return unroutable;
    }
    Category category = null;
    if (config.classifier().categoryModel().enabled()) {
      category = classification.classify(root, request.lastUserText(), understanding, config);
      facts = facts.withCategory(category.name());
    }
    String model = defaultModel.orElse(request.model());
    List<GuardedText> texts = request.guardedTexts();
    if (config.classifier().piiModel().enabled()) {
      String asked = decider.modelFor(request.model(), facts.category(), model, config);
      PiiRule policy = config.piiPolicy(asked);
      PiiVerdict verdict =
          piiGuard.check(
              root,
              GuardedText.texts(texts),
              understanding,
              policy,
              config.classifier().piiModel());
      if (verdict.blocked()) {
        return new Outcome.PiiBlocked(request, facts, asked, verdict);
      }
      facts = facts.withPersonalData(verdict.found());
    }
    if (config.promptGuard().enabled()) {
      JailbreakVerdict verdict =
          jailbreakGuard.inspect(root, texts, understanding, config.promptGuard());
      if (verdict.detected()) {
        return new Outcome.JailbreakBlocked(request, facts, verdict);
      }
    }
    return answer(root, request, facts, category, model, caller, catalog, understanding);
  }

  /**
   * Finds a backend for a request whose texts nobody reads; takes microseconds. A model that must
   * not see personal data gets none of them.
   *
   * @param root the span of the request
   * @param caller who asks
   * @param catalog the models and the configuration this request keeps to
   */
  public Outcome routeUnread(
      StageSpan root, UnreadRequest request, Caller caller, ModelCatalog catalog) {
    RouterConfig config = catalog.config();
    RouteFacts facts = RouteFacts.of(request.model());
    Optional<String> defaultModel = catalog.defaultModel();
    Outcome unroutable = unroutable(request, facts, defaultModel, catalog);
    if (unroutable != null) {
      return unroutable;
    }
    String model =
        RoutingDecider.isAuto(request.model()) ? defaultModel.orElseThrow() : request.model();
    return config.classifier().piiModel().enabled() && !config.piiPolicy(model).allowByDefault()
        ? new Outcome.Unread(request, facts)
        : forwardStages.runUnread(root, request, facts, model, caller, catalog);
  }

  /** What is answered where there is no model to ask; null where there is one. */
  private static Outcome unroutable(
      ModelRequest request, RouteFacts facts, Optional<String> defaultModel, ModelCatalog catalog) {
    boolean auto = RoutingDecider.isAuto(request.model());
    if (auto ? defaultModel.isPresent() : catalog.knows(request.model())) {
      return null;
    }
    return auto || catalog.names().isEmpty()
        ? new Outcome.NoModel(request, facts)
        : new Outcome.UnknownModel(request, facts);
  }

  private Outcome answer(
      StageSpan root,
      Conversation request,
      RouteFacts before,
      Category category,
      String defaultModel,
      Caller caller,
      ModelCatalog catalog,
      Understanding understanding) {
    RouterConfig config = catalog.config();
    RouteFacts facts = before;
    CategoryRule rule =
        facts.category() == null ? null : config.category(facts.category()).orElse(null);
    CacheProbe probe = null;
    // The cache knows how chat completions are written, and no other answers.
    if (request instanceof ChatRequest chat && isCached(rule, config)) {
      CacheLookup lookup =
          cache.lookup(
              root,
              cache.key(chat, caller.identity(), config),
              AnswerForm.wantedBy(request),
              request.lastUserText(),
              understanding,
              threshold(rule, config));
      probe = lookup.probe();
      if (lookup.hit()) {
        CachedAnswer.Replay replay = lookup.answer().get();
        return new Outcome.Cached(request, facts.withCacheHit(replay.model()), replay);
      }
      facts = facts.withCacheMiss();
    }
    return forwardStages.run(root, request, facts, category, defaultModel, caller, catalog, probe);
  }

  /** True if any stage reads what requests of an API say. */
  public static boolean hasStages(ModelApi api, RouterConfig config) {
    boolean checked =
        config.classifier().categoryModel().enabled()
            || config.classifier().piiModel().enabled()
            || config.promptGuard().enabled();
    boolean cached = api == ModelApi.CHAT_COMPLETIONS && config.semanticCache().enabled();
    return api.isRead() && (checked || cached);
  }

  private static boolean isCached(CategoryRule rule, RouterConfig config) {
    boolean enabled = config.semanticCache().enabled();
    return rule == null ? enabled : rule.cacheEnabled().orElse(enabled);
  }

  private static double threshold(CategoryRule rule, RouterConfig config) {
    double common = config.semanticCache().similarityThreshold();
    return rule == null ? common : rule.cacheSimilarityThreshold().orElse(common);
  }
}
