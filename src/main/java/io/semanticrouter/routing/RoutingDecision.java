package io.semanticrouter.routing;

import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;

/**
 * Which model answers, and why.
 *
 * @param reason the rule that won, in an operator's words
 * @param reasoning null where the client's own reasoning fields stand
 */
public record RoutingDecision(
    Strategy strategy,
    String reason,
    String originalModel,
    String selectedModel,
    Reasoning reasoning)
    implements Traced {

  /** Who chose the model. */
  public enum Strategy {
    AUTO("auto"),
    SPECIFIED("specified");

    private final String label;

    Strategy(String label) {
      this.label = label;
    }
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.ROUTING_STRATEGY, strategy.label)
        .set(SpanAttributes.ROUTING_REASON, reason)
        .set(SpanAttributes.ROUTING_ORIGINAL_MODEL, originalModel)
        .set(SpanAttributes.ROUTING_SELECTED_MODEL, selectedModel)
        .set(SpanAttributes.MODEL_NAME, selectedModel);
    if (reasoning != null) {
      span.set(SpanAttributes.REASONING_ENABLED, reasoning.enabled())
          .set(SpanAttributes.REASONING_EFFORT, reasoning.effort());
    }
  }
}
