package io.semanticrouter.routing;

import io.semanticrouter.classification.Category;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.config.RouterConfig.ModelScore;
import io.semanticrouter.routing.RoutingDecision.Reason;
import io.semanticrouter.routing.RoutingDecision.Strategy;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
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
   * From here on a category counts as uncertain where {@code use_reasoning} is {@code auto}: the
   * share of an even distribution's entropy. 0.5 is about four equally likely ones of fourteen; a
   * prompt that is .9 one category has less than 0.25.
   */
  static final double UNCERTAIN = 0.5;

  /**
   * Decides within the trace.
   *
   * @param requested the model as the client asked for it: known, or one of the {@code auto} names
   * @param category what the prompt was classified as; null if that stage is switched off
   * @param defaultModel the model of requests that no category decides
   */
  @RouterSpan(RouterSpans.ROUTING_DECISION)
  public RoutingDecision decide(
      StageSpan span,
      String requested,
      Category category,
      String defaultModel,
      RouterConfig config) {
    Optional<CategoryRule> rule =
        category == null ? Optional.empty() : config.category(category.name());
    return isAuto(requested)
        ? auto(requested, category, rule, defaultModel, config)
        : specified(requested, category, rule, config);
  }

  /** Decides for a request whose text nobody reads: the client's model, else the default. */
  @RouterSpan(RouterSpans.ROUTING_DECISION)
  public RoutingDecision decideUnread(StageSpan span, String requested, String defaultModel) {
    return isAuto(requested)
        ? new RoutingDecision(
            Strategy.AUTO,
            Reason.DEFAULT_MODEL,
            "requests of this path are not read: default model",
            requested,
            defaultModel,
            null)
        : specified(requested, null, Optional.empty(), null);
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

  /**
   * What to decide instead of a decision whose model fails: the category's other models, the best
   * of them first. None where the client named the model, or where no category decided.
   */
  public List<RoutingDecision> alternatives(
      RoutingDecision failed, Category category, RouterConfig config) {
    if (failed.strategy() != Strategy.AUTO || category == null) {
      return List.of();
    }
    return config
        .category(category.name())
        .map(rule -> others(rule, failed, category, config))
        .orElse(List.of());
  }

  private static List<RoutingDecision> others(
      CategoryRule rule, RoutingDecision failed, Category category, RouterConfig config) {
    return rule.modelScores().stream()
        .filter(score -> !score.model().equals(failed.selectedModel()))
        .sorted(Comparator.comparingDouble(ModelScore::score).reversed())
        .map(score -> scored(rule, score, false, failed.originalModel(), category, config))
        .toList();
  }

  private static RoutingDecision auto(
      String requested,
      Category category,
      Optional<CategoryRule> rule,
      String defaultModel,
      RouterConfig config) {
    Optional<ModelScore> best = rule.flatMap(RoutingDecider::best);
    if (best.isPresent()) {
      return scored(rule.get(), best.get(), true, requested, category, config);
    }
    String why;
    if (category == null) {
      why = "classification is switched off";
    } else if (rule.isEmpty()) {
      why = "no category named " + category.name() + " is configured";
    } else {
      why = "category " + rule.get().name() + " has no model scores";
    }
    return new RoutingDecision(
        Strategy.AUTO,
        Reason.DEFAULT_MODEL,
        why + ": default model",
        requested,
        defaultModel,
        Reasoning.OFF);
  }

  private static RoutingDecision scored(
      CategoryRule rule,
      ModelScore winner,
      boolean best,
      String requested,
      Category category,
      RouterConfig config) {
    String reason =
        "category "
            + rule.name()
            + ": "
            + winner.model()
            + (best ? " has its best score, " : " has its next best score, ")
            + winner.score();
    Reasoned reasoned = reasoning(winner, category, config);
    return new RoutingDecision(
        Strategy.AUTO,
        best ? Reason.AUTO_ROUTING : Reason.MODEL_FALLBACK,
        reason + reasoned.why(),
        requested,
        winner.model(),
        reasoned.how());
  }

  /** The client's model keeps the client's reasoning fields unless the category says otherwise. */
  private static RoutingDecision specified(
      String requested, Category category, Optional<CategoryRule> rule, RouterConfig config) {
    Reasoned reasoned =
        rule.flatMap(r -> scoreOf(r, requested))
            .map(s -> reasoning(s, category, config))
            .orElse(new Reasoned(null, ""));
    return new RoutingDecision(
        Strategy.SPECIFIED,
        Reason.MODEL_SPECIFIED,
        "the client named the model" + reasoned.why(),
        requested,
        requested,
        reasoned.how());
  }

  /**
   * @param why to be added to the reason; empty where the file itself decided
   */
  private record Reasoned(Reasoning how, String why) {}

  private static Reasoned reasoning(ModelScore score, Category category, RouterConfig config) {
    Reasoning on =
        new Reasoning(true, score.reasoningEffort().orElse(config.defaultReasoningEffort()));
    return switch (score.useReasoning()) {
      case TRUE -> new Reasoned(on, "");
      case FALSE -> new Reasoned(Reasoning.OFF, "");
      case AUTO -> {
        double uncertainty = category.uncertainty();
        boolean uncertain = uncertainty >= UNCERTAIN;
        String why =
            String.format(
                Locale.ROOT,
                "; reasoning %s: %s category (entropy %.2f)",
                uncertain ? "on" : "off",
                uncertain ? "uncertain" : "certain",
                uncertainty);
        yield new Reasoned(uncertain ? on : Reasoning.OFF, why);
      }
    };
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
