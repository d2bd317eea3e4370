package io.semanticrouter.pipeline;

import io.semanticrouter.routing.RoutingDecision;

/**
 * What the stages found on the way to an outcome; null where a stage did not run.
 *
 * @param category name of the category
 * @param cacheHit whether the cache had the answer
 * @param systemPromptInjected whether the category's system prompt was added
 */
public record RouteFacts(
    String originalModel,
    String category,
    Boolean cacheHit,
    RoutingDecision decision,
    Boolean systemPromptInjected) {

  static RouteFacts of(String originalModel) {
    return new RouteFacts(originalModel, null, null, null, null);
  }

  RouteFacts withCategory(String name) {
    return new RouteFacts(originalModel, name, cacheHit, decision, systemPromptInjected);
  }

  RouteFacts withCacheHit(boolean hit) {
    return new RouteFacts(originalModel, category, hit, decision, systemPromptInjected);
  }

  RouteFacts withDecision(RoutingDecision made) {
    return new RouteFacts(originalModel, category, cacheHit, made, systemPromptInjected);
  }

  RouteFacts withSystemPrompt(boolean injected) {
    return new RouteFacts(originalModel, category, cacheHit, decision, injected);
  }

  /** The model that was chosen, or null. */
  public String selectedModel() {
    return decision == null ? null : decision.selectedModel();
  }
}
