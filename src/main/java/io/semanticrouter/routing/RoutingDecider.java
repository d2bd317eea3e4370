package io.semanticrouter.routing;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.config.RouterConfig.ModelScore;
import io.semanticrouter.routing.RoutingDecision.Strategy;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/** Chooses the model: the client's, else the category's best, else the default. */
@ApplicationScoped
public class RoutingDecider {

  /** The model names that ask the router to choose. */
  public static boolean isAuto(String model) {
    return model.equals("auto") || model.equals("MoM");
  }

  /**
   * Decides within the trace.
   *
   * @param requested the model as the client asked for it: known, or one of the {@code auto} names
   * @param category what the prompt was classified as; null if that stage is switched off
   * @param defaultModel the model of requests that no category decides
   */
  @RouterSpan(RouterSpans.ROUTING_DECISION)
  public RoutingDecision decide(
      StageSpan span, String requested, String category, String defaultModel, RouterConfig config) {
    Optional<CategoryRule> rule = category == null ? Optional.empty() : config.category(category);
    return isAuto(requested)
        ? auto(requested, category, rule, defaultModel, config)
        : specified(requested, rule, config);
  }

  /** The model {@link #decide} would select: what the security policy of a request hangs on. */
  public String modelFor(
      String requested, String category, String defaultModel, RouterConfig config) {
    if (!isAuto(requested)) {
      return requested;
    }
    return Optional.ofNullable(category)
        .flatMap(config::category)
        .flatMap(RoutingDecider::best)
        .map(ModelScore::model)
        .orElse(defaultModel);
  }

  private static RoutingDecision auto(
      String requested,
      String category,
      Optional<CategoryRule> rule,
      String defaultModel,
      RouterConfig config) {
    Optional<ModelScore> best = rule.flatMap(RoutingDecider::best);
    if (best.isPresent()) {
      ModelScore winner = best.get();
      String reason =
          String.format(
              Locale.ROOT,
              "category %s: %s has its best score, %s",
              rule.get().name(),
              winner.model(),
              winner.score());
      return decision(requested, winner.model(), reason, winner, config);
    }
    String why;
    if (category == null) {
      why = "classification is switched off";
    } else if (rule.isEmpty()) {
      why = "no category named " + category + " is configured";
    } else {
      why = "category " + rule.get().name() + " has no model scores";
    }
    return decision(requested, defaultModel, why + ": default model", null, config);
  }

  private static RoutingDecision decision(
      String requested, String model, String reason, ModelScore score, RouterConfig config) {
    Reasoning reasoning = score == null ? Reasoning.OFF : reasoning(score, config);
    return new RoutingDecision(Strategy.AUTO, reason, requested, model, reasoning);
  }

  /** The client's model keeps the client's reasoning fields unless the category says otherwise. */
  private static RoutingDecision specified(
      String requested, Optional<CategoryRule> rule, RouterConfig config) {
    Reasoning reasoning =
        rule.flatMap(r -> scoreOf(r, requested)).map(s -> reasoning(s, config)).orElse(null);
    return new RoutingDecision(
        Strategy.SPECIFIED, "the client named the model", requested, requested, reasoning);
  }

  private static Reasoning reasoning(ModelScore score, RouterConfig config) {
    return score.useReasoning()
        ? new Reasoning(true, score.reasoningEffort().orElse(config.defaultReasoningEffort()))
        : Reasoning.OFF;
  }

  /** The first of the highest scores. */
  private static Optional<ModelScore> best(CategoryRule rule) {
    ModelScore best = null;
    for (ModelScore score : rule.modelScores()) {
      if (best == null || score.score() > best.score()) {
        best = score;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Optional<ModelScore> scoreOf(CategoryRule rule, String model) {
    return rule.modelScores().stream().filter(s -> s.model().equals(model)).findFirst();
  }
}
