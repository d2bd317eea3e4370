package io.semanticrouter.routing;

import io.semanticrouter.chat.BodyEditor;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Model;
import io.semanticrouter.config.RouterConfig.ReasoningFamily;

/** Writes a decision about reasoning in the fields of the chosen model's family. */
public final class ReasoningFields {
  /** What an effort family gets when reasoning is off: it has no off, this is its least. */
  private static final String LEAST_EFFORT = "low";

  private ReasoningFields() {}

  /** Edits {@code body}; a model without a family is left alone. */
  public static void write(RoutingDecision decision, RouterConfig config, BodyEditor body) {
    Reasoning reasoning = decision.reasoning();
    Model model = config.models().get(decision.selectedModel());
    if (reasoning == null || model == null || model.reasoningFamily().isEmpty()) {
      return;
    }
    ReasoningFamily family = config.reasoningFamilies().get(model.reasoningFamily().get());
    switch (family.type()) {
      case CHAT_TEMPLATE_KWARGS -> body.templateSwitch(family.parameter(), reasoning.enabled());
      case REASONING_EFFORT ->
          body.effort(family.parameter(), reasoning.enabled() ? reasoning.effort() : LEAST_EFFORT);
    }
  }
}
