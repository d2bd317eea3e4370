package io.semanticrouter.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.classification.Category;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.routing.RoutingDecision.Strategy;
import io.semanticrouter.tracing.StageSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingDeciderTest {
  private static final String FILE =
      """
      vllm_endpoints:
        - {name: one, address: 127.0.0.1, port: 8000}
      model_config:
        small: {preferred_endpoints: [one]}
        large: {preferred_endpoints: [one]}
        tiny: {preferred_endpoints: [one]}
        spare: {preferred_endpoints: [one]}
      default_model: small
      default_reasoning_effort: medium
      categories:
        - name: math
          model_scores:
            - {model: small, score: 0.2}
            - {model: large, score: 0.9, use_reasoning: true, reasoning_effort: high}
        - name: law
          model_scores:
            - {model: large, score: 0.7, use_reasoning: true}
            - {model: small, score: 0.7}
        - name: history
        - name: physics
          model_scores:
            - {model: large, score: 0.7, use_reasoning: auto, reasoning_effort: low}
        - name: chemistry
          model_scores:
            - {model: spare, score: 0.1}
            - {model: small, score: 0.5, use_reasoning: true, reasoning_effort: low}
            - {model: large, score: 0.8}
            - {model: tiny, score: 0.5}
      """;

  private final RouterConfig config = Configs.of(FILE).load();
  private final RoutingDecider decider = new RoutingDecider();

  private RoutingDecision decide(String requested, String name) {
    return decide(requested, name, 1.0);
  }

  /** The rest of the probability is another category's. */
  private RoutingDecision decide(String requested, String name, double confidence) {
    Category category =
        name == null
            ? null
            : new Category(
                name, confidence, "encoder", Map.of(name, confidence, "rest", 1 - confidence));
    return decider.decide(StageSpan.OFF, requested, category, "small", config);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "MoM"})
  void takesTheBestModelOfTheCategory(String requested) {
    // When
    RoutingDecision decision = decide(requested, "math");

    // Then
    assertThat(decision.strategy()).isEqualTo(Strategy.AUTO);
    assertThat(decision.originalModel()).isEqualTo(requested);
    assertThat(decision.selectedModel()).isEqualTo("large");
    assertThat(decision.reasoning()).isEqualTo(new Reasoning(true, "high"));
    assertThat(decision.reason()).isEqualTo("category math: large has its best score, 0.9");
  }

  @Test
  void takesTheFirstOfEqualScores() {
    // When
    RoutingDecision decision = decide("auto", "law");

    // Then
    assertThat(decision.selectedModel()).isEqualTo("large");
    assertThat(decision.reasoning()).isEqualTo(new Reasoning(true, "medium"));
  }

  @Test
  void fallsBackToTheDefaultModelAndSaysWhy() {
    // When
    RoutingDecision withoutScores = decide("auto", "history");
    RoutingDecision unknown = decide("auto", "other");
    RoutingDecision unclassified = decide("auto", null);

    // Then
    assertThat(withoutScores.selectedModel()).isEqualTo("small");
    assertThat(withoutScores.reason())
        .isEqualTo("category history has no model scores: default model");
    assertThat(unknown.reason()).isEqualTo("no category named other is configured: default model");
    assertThat(unclassified.reason()).isEqualTo("classification is switched off: default model");
    assertThat(unclassified.reasoning()).isEqualTo(new Reasoning(false, null));
  }

  @Test
  void knowsWhatToDecideInsteadOfAModelThatFails() {
    // When
    List<RoutingDecision> alternatives = alternatives("auto", "chemistry");

    // Then
    assertThat(alternatives)
        .extracting(RoutingDecision::selectedModel)
        .containsExactly("small", "tiny", "spare");
    assertThat(alternatives).extracting(RoutingDecision::strategy).containsOnly(Strategy.AUTO);
    RoutingDecision next = alternatives.getFirst();
    assertThat(next.originalModel()).isEqualTo("auto");
    assertThat(next.reasoning()).isEqualTo(new Reasoning(true, "low"));
    assertThat(next.reason()).isEqualTo("category chemistry: small has its next best score, 0.5");
  }

  @Test
  void hasNothingInsteadOfAModelThatNoCategoryDecided() {
    // When
    List<RoutingDecision> named = alternatives("large", "chemistry");
    List<RoutingDecision> withoutScores = alternatives("auto", "history");
    List<RoutingDecision> unknown = alternatives("auto", "other");
    List<RoutingDecision> unclassified = alternatives("auto", null);

    // Then
    assertThat(List.of(named, withoutScores, unknown, unclassified)).containsOnly(List.of());
  }

  private List<RoutingDecision> alternatives(String requested, String name) {
    Category category = name == null ? null : new Category(name, 1.0, "encoder", Map.of(name, 1.0));
    return decider.alternatives(decide(requested, name), category, config);
  }

  @Test
  void keepsTheClientsModel() {
    // When
    RoutingDecision scored = decide("small", "math");
    RoutingDecision unscored = decide("small", "history");

    // Then
    assertThat(scored.strategy()).isEqualTo(Strategy.SPECIFIED);
    assertThat(scored.selectedModel()).isEqualTo("small");
    assertThat(scored.reasoning()).isEqualTo(new Reasoning(false, null));
    assertThat(unscored.reasoning()).as("the client's own fields stand").isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"math", "law", "history", "other"})
  void foretellsWhatItDecides(String category) {
    // When
    String foretold = decider.modelFor("auto", category, "small", config);

    // Then
    assertThat(foretold).isEqualTo(decide("auto", category).selectedModel());
  }

  @Test
  void reasonsAutomaticallyWhereTheCategoryIsUncertain() {
    // When
    RoutingDecision certain = decide("auto", "physics", 0.99);
    RoutingDecision uncertain = decide("auto", "physics", 0.6);
    RoutingDecision named = decide("large", "physics", 0.6);

    // Then
    assertThat(certain.reasoning()).isEqualTo(new Reasoning(false, null));
    assertThat(certain.reason())
        .isEqualTo(
            "category physics: large has its best score, 0.7;"
                + " reasoning off: certain category (entropy 0.08)");
    assertThat(uncertain.reasoning()).isEqualTo(new Reasoning(true, "low"));
    assertThat(uncertain.reason()).endsWith("; reasoning on: uncertain category (entropy 0.97)");
    assertThat(named.reason())
        .isEqualTo("the client named the model; reasoning on: uncertain category (entropy 0.97)");
  }
}
