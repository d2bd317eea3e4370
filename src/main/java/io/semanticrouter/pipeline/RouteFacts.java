package io.semanticrouter.pipeline;

import io.semanticrouter.config.PiiType;
import io.semanticrouter.routing.RoutingDecision;
import java.util.List;

/**
 * What the stages found on the way to an outcome; null where a stage did not run.
 *
 * @param category name of the category
 * @param personalData types found in the request; empty where nobody looked
 * @param cacheHit whether the cache had the answer
 * @param cachedModel the model that gave the cache its answer
 * @param fallbackFrom the model that was chosen first and failed
 * @param systemPromptInjected whether the category's system prompt was added
 */
public record RouteFacts(
    String originalModel,
    String category,
    List<PiiType> personalData,
    Boolean cacheHit,
    String cachedModel,
    RoutingDecision decision,
    String fallbackFrom,
    Boolean systemPromptInjected) {

  static RouteFacts of(String originalModel) {
    return new RouteFacts(originalModel, null, List.of(), null, null, null, null, null);
  }

  RouteFacts withCategory(String name) {
    return new RouteFacts(
        originalModel,
        name,
        personalData,
        cacheHit,
        cachedModel,
        decision,
        fallbackFrom,
        systemPromptInjected);
  }

  RouteFacts withPersonalData(List<PiiType> found) {
    return new RouteFacts(
        originalModel,
        category,
        found,
        cacheHit,
        cachedModel,
        decision,
        fallbackFrom,
        systemPromptInjected);
  }

  RouteFacts withCacheHit(String model) {
    return withCache(true, model);
  }

  RouteFacts withCacheMiss() {
    return withCache(false, null);
  }

  private RouteFacts withCache(boolean hit, String model) {
    return new RouteFacts(
        originalModel,
        category,
        personalData,
        hit,
        model,
        decision,
        fallbackFrom,
        systemPromptInjected);
  }

  RouteFacts withDecision(RoutingDecision made) {
    return decided(made, fallbackFrom);
  }

  /** Another decision in the place of one whose model failed. */
  RouteFacts withFallback(RoutingDecision made) {
    return decided(made, fallbackFrom == null ? selectedModel() : fallbackFrom);
  }

  private RouteFacts decided(RoutingDecision made, String firstChoice) {
    return new RouteFacts(
        originalModel,
        category,
        personalData,
        cacheHit,
        cachedModel,
        made,
        firstChoice,
        systemPromptInjected);
  }

  RouteFacts withSystemPrompt(boolean injected) {
    return new RouteFacts(
        originalModel,
        category,
        personalData,
        cacheHit,
        cachedModel,
        decision,
        fallbackFrom,
        injected);
  }

  /** The model that was chosen, or whose answer the cache had; null where there is none. */
  public String selectedModel() {
    return decision == null ? cachedModel : decision.selectedModel();
  }
}
