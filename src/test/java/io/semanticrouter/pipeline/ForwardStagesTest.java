package io.semanticrouter.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.backend.BackendSelector;
import io.semanticrouter.backend.EndpointHealths;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.backend.ModelCatalog;
import io.semanticrouter.chat.ChatRequestReader;
import io.semanticrouter.classification.Category;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.PiiType;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.pipeline.Outcome.Forward;
import io.semanticrouter.routing.RoutingDecider;
import io.semanticrouter.routing.SystemPromptInjector;
import io.semanticrouter.tracing.StageSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which models a request goes on to, and what each of them is sent. */
class ForwardStagesTest {
  private static final String FILE =
      """
      vllm_endpoints:
        - {name: e1, address: 10.0.0.1}
        - {name: e2, address: 10.0.0.2}
        - {name: e3, address: 10.0.0.3}
      model_config:
        best: {preferred_endpoints: [e1], reasoning_family: qwen3}
        strict: {preferred_endpoints: [e2], pii_policy: {allow_by_default: false}}
        third: {preferred_endpoints: [e3], reasoning_family: gpt-oss}
      default_model: third
      categories:
        - name: math
          system_prompt: "Be exact."
          model_scores:
            - {model: third, score: 0.5, use_reasoning: true, reasoning_effort: high}
            - {model: best, score: 0.9}
            - {model: strict, score: 0.7}
      upstream:
        ejection: {consecutive_failures: 1}
        retry: {fallback: %s}
      """;

  private final RouterConfig config = Configs.of(FILE.formatted("true")).load();
  private final EndpointHealths healths = new EndpointHealths(config, new SimpleMeterRegistry());

  private Forward run(String model, List<PiiType> personalData, RouterConfig settings) {
    ForwardStages stages =
        new ForwardStages(
            new RoutingDecider(),
            new BackendSelector(healths, new EndpointLoads()),
            new SystemPromptInjector());
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}".formatted(model);
    return stages.run(
        StageSpan.OFF,
        ChatRequestReader.read(body.getBytes(StandardCharsets.UTF_8)),
        RouteFacts.of(model).withCategory("math").withPersonalData(personalData),
        new Category("math", 1.0, "keyword", Map.of("math", 1.0)),
        "third",
        new Caller("id", null, null, "somebody", "somebody"),
        new ModelCatalog(settings, settings.endpoints(), Map.of()),
        null);
  }

  private static List<String> modelsOf(Forward first) {
    List<String> models = new ArrayList<>();
    for (Forward next = first; next != null; next = next.fallback().get()) {
      models.add(next.facts().selectedModel());
    }
    return models;
  }

  private static String body(Forward forward) {
    return new String(forward.body(), StandardCharsets.UTF_8);
  }

  @Test
  void goesOnInTheOrderOfTheScores() {
    // When
    List<String> models = modelsOf(run("auto", List.of(), config));

    // Then
    assertThat(models).containsExactly("best", "strict", "third");
  }

  @Test
  void writesTheRequestAnewForEachModel() {
    // Given
    Forward first = run("auto", List.of(), config);

    // When
    Forward third = first.fallback().get().fallback().get();

    // Then
    assertThat(body(first))
        .contains("\"model\":\"best\"", "Be exact.", "\"enable_thinking\":false");
    assertThat(body(third))
        .contains("\"model\":\"third\"", "Be exact.", "\"reasoning_effort\":\"high\"")
        .doesNotContain("enable_thinking");
    assertThat(third.backend().order()).extracting(e -> e.name()).containsExactly("e3");
    assertThat(third.facts().fallbackFrom()).isEqualTo("best");
    assertThat(third.facts().systemPromptInjected()).isTrue();
    assertThat(third.isCacheable()).isFalse();
  }

  @Test
  void leavesOutAModelThatMustNotSeeWhatWasFound() {
    // When
    List<String> models = modelsOf(run("auto", List.of(PiiType.EMAIL_ADDRESS), config));

    // Then
    assertThat(models).containsExactly("best", "third");
  }

  @Test
  void leavesOutAModelWhoseEndpointsAreEjected() {
    // Given
    healths.failed(config.endpoints().get(1), "connect_error", System.nanoTime(), false);

    // When
    List<String> models = modelsOf(run("auto", List.of(), config));

    // Then
    assertThat(models).containsExactly("best", "third");
  }

  @Test
  void keepsToTheModelThatTheClientNamed() {
    // When
    List<String> models = modelsOf(run("best", List.of(), config));

    // Then
    assertThat(models).containsExactly("best");
  }

  @Test
  void goesOnToNoModelWhereThatIsSwitchedOff() {
    // Given
    RouterConfig without = Configs.of(FILE.formatted("false")).load();

    // When
    List<String> models = modelsOf(run("auto", List.of(), without));

    // Then
    assertThat(models).containsExactly("best");
  }
}
