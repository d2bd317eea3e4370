package io.semanticrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerShapeTest {
  private static final String FILE =
      """
      vllm_endpoints: [{name: a, address: 127.0.0.1, port: 8000}]
      model_config: {small: {}, large: {}}
      default_model: small
      categories:
        - {name: math, system_prompt: Count., model_scores: [{model: large, score: 0.9}]}
      """;

  private final AnswerShape shape = new AnswerShape();

  private static RouterConfig config(String file) {
    return Configs.of(file).load();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_model: small -> default_model: large",
        "Count. -> Reckon.",
        "model: large -> model: small",
        "score: 0.9} -> score: 0.9, use_reasoning: true}",
        "default_model: -> default_reasoning_effort: high\ndefault_model:"
      })
  void changesWithWhatShapesAnAnswer(String change) {
    // Given
    String[] parts = change.split(" -> ", -1);

    // When
    String before = shape.of(config(FILE));
    String after = shape.of(config(FILE.replace(parts[0], parts[1])));

    // Then
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void staysWithWhatDoesNot() {
    // When
    String before = shape.of(config(FILE));
    String after = shape.of(config(FILE + "security: {on_block: error}\nencoder: {threads: 1}\n"));

    // Then
    assertThat(after).isEqualTo(before);
  }
}
