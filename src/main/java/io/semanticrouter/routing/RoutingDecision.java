package io.semanticrouter.routing;

import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;

/**
 * Which model answers, and why.
 *
 * @param decidedBy what kind of rule won
 * @param reason the rule that won, in an operator's words
 * @param reasoning null where the client's own reasoning fields stand
 */
public record RoutingDecision(
    Strategy strategy,
    Reason decidedBy,
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

  /** What decided; a few words for metrics, where {@link #reason} would be many. */
  public enum Reason {
    /** The category's best model. */
    AUTO_ROUTING("auto_routing"),
    /** No category, or one without model scores. */
    DEFAULT_MODEL("default_model"),
    /** The client. */
    MODEL_SPECIFIED("model_specified"),
    /** That a better model of the category failed. */
    MODEL_FALLBACK("model_fallback");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.ROUTING_STRATEGY, strategy.label)
        .set(SpanAttributes.ROUTING_REASON, reason)
        .set(SpanAttributes.ROUTING_ORIGINAL_MODEL, SpanAttributes.cut(originalModel))
        .set(SpanAttributes.ROUTING_SELECTED_MODEL, selectedModel)
        .set(SpanAttributes.MODEL_NAME, selectedModel);
    if (reasoning != null) {
      span.set(SpanAttributes.REASONING_ENABLED, reasoning.enabled())
          .set(SpanAttributes.REASONING_EFFORT, reasoning.effort());
    }
  }
}
