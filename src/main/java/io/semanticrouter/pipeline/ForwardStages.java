package io.semanticrouter.pipeline;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.backend.BackendSelector;
import io.semanticrouter.backend.ModelCatalog;
import io.semanticrouter.cache.CacheProbe;
import io.semanticrouter.chat.BodyEditor;
import io.semanticrouter.chat.BodyEdits;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.chat.UnreadRequest;
import io.semanticrouter.classification.Category;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.pipeline.Outcome.Forward;
import io.semanticrouter.routing.ReasoningFields;
import io.semanticrouter.routing.RoutingDecider;
import io.semanticrouter.routing.RoutingDecision;
import io.semanticrouter.routing.SystemPromptInjector;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** The stages that lead to a backend: decision, backend, system prompt. */
@ApplicationScoped
class ForwardStages {
  private final RoutingDecider decider;
  private final BackendSelector selector;
  private final SystemPromptInjector injector;

  ForwardStages(RoutingDecider decider, BackendSelector selector, SystemPromptInjector injector) {
    this.decider = decider;
    this.selector = selector;
    this.injector = injector;
  }

  /**
   * Leads a request to its model.
   *
   * @param category what it was classified as; null if that stage is switched off
   * @param defaultModel the model of requests that no category decides
   * @param probe what the answer is stored under, or null if it is not wanted
   */
  Forward run(
      StageSpan root,
      Conversation request,
      RouteFacts facts,
      Category category,
      String defaultModel,
      Caller caller,
      ModelCatalog catalog,
      CacheProbe probe) {
    RouterConfig config = catalog.config();
    RoutingDecision decision =
        decider.decide(root, request.model(), category, defaultModel, config);
    Backend backend =
        selector.select(root, catalog.serving(decision.selectedModel()), caller.affinity(), config);
    RouteFacts decided = facts.withDecision(decision);
    boolean addUsage = addsUsage(request, config);
    Supplier<Forward> fallback =
        config.upstream().retry().fallback()
            ? () -> {
              var others = decider.alternatives(decision, category, config);
              return fallBack(request, decided, others, caller, catalog, addUsage);
            }
            : Forward.NO_FALLBACK;
    return forward(root, request, decided, config, backend, addUsage, probe, fallback);
  }

  /**
   * Leads a request whose texts nobody reads to its model: decision and backend, and no other model
   * where it fails.
   *
   * @param model that answers
   */
  Forward runUnread(
      StageSpan root,
      UnreadRequest request,
      RouteFacts facts,
      String model,
      Caller caller,
      ModelCatalog catalog) {
    RouterConfig config = catalog.config();
    RoutingDecision decision = decider.decideUnread(root, request.model(), model);
    Backend backend = selector.select(root, catalog.serving(model), caller.affinity(), config);
    BodyEdits body = new BodyEdits(request).model(model);
    boolean addUsage = addsUsage(request, config);
    if (addUsage) {
      body.includeUsage();
    }
    return new Forward(
        request,
        facts.withDecision(decision),
        backend,
        body.toBytes(),
        addUsage,
        null,
        Forward.NO_FALLBACK);
  }

  /**
   * Leads a request to the first of {@code left} that may see it and is fit to answer it; null if
   * none is. The trace has one span of each stage, so these are run without. The answer is not
   * wanted for the cache, which would replay it long after the better model has come back.
   */
  private Forward fallBack(
      Conversation request,
      RouteFacts failed,
      List<RoutingDecision> left,
      Caller caller,
      ModelCatalog catalog,
      boolean addUsage) {
    RouterConfig config = catalog.config();
    for (int i = 0; i < left.size(); i++) {
      String model = left.get(i).selectedModel();
      if (!failed.personalData().stream().allMatch(config.piiPolicy(model)::allows)) {
        continue;
      }
      Backend backend =
          selector.select(StageSpan.OFF, catalog.serving(model), caller.affinity(), config);
      if (backend.isFit()) {
        RouteFacts facts = failed.withFallback(left.get(i));
        List<RoutingDecision> rest = left.subList(i + 1, left.size());
        Supplier<Forward> fallback =
            () -> fallBack(request, facts, rest, caller, catalog, addUsage);
        return forward(StageSpan.OFF, request, facts, config, backend, addUsage, null, fallback);
      }
    }
    return null;
  }

  private Forward forward(
      StageSpan span,
      Conversation request,
      RouteFacts facts,
      RouterConfig config,
      Backend backend,
      boolean addUsage,
      CacheProbe probe,
      Supplier<Forward> fallback) {
    BodyEditor body = BodyEditor.of(request).model(facts.selectedModel());
    boolean injected = injector.inject(span, body, facts.category(), config).isInjected();
    ReasoningFields.write(facts.decision(), config, body);
    if (addUsage) {
      body.includeUsage();
    }
    return new Forward(
        request,
        facts.withSystemPrompt(injected),
        backend,
        body.toBytes(),
        addUsage,
        probe,
        fallback);
  }

  /** Whether the token counts of a stream are asked for, where its client does not. */
  private static boolean addsUsage(ModelRequest request, RouterConfig config) {
    return request.api().hasUsageEvent()
        && config.upstream().includeUsage()
        && request.stream()
        && !request.includeUsage();
  }
}
