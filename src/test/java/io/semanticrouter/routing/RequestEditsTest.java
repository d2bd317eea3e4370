package io.semanticrouter.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.BodyEditor;
import io.semanticrouter.chat.ChatRequestReader;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.SystemPromptMode;
import io.semanticrouter.routing.RoutingDecision.Reason;
import io.semanticrouter.routing.RoutingDecision.Strategy;
import io.semanticrouter.tracing.StageSpan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decision writes into the body: reasoning fields and the system prompt. */
class RequestEditsTest {
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private final RouterConfig config =
      Configs.of(
              """
              vllm_endpoints:
                - {name: one, address: 127.0.0.1, port: 8000}
              model_config:
                qwen: {reasoning_family: qwen3}
                seek: {reasoning_family: deepseek}
                oss: {reasoning_family: gpt-oss}
                plain: {}
              default_model: plain
              categories:
                - {name: math, system_prompt: "Be exact."}
                - {name: law, system_prompt: "Cite.", system_prompt_mode: insert}
                - {name: history}
              """)
          .load();

  private final BodyEditor body =
      BodyEditor.of(ChatRequestReader.read(BODY.getBytes(StandardCharsets.UTF_8)));

  private String written() {
    return new String(body.toBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qwen | true  | ,\"chat_template_kwargs\":{\"enable_thinking\":true}}",
        "qwen | false | ,\"chat_template_kwargs\":{\"enable_thinking\":false}}",
        "seek | true  | ,\"chat_template_kwargs\":{\"thinking\":true}}",
        "seek | false | ,\"chat_template_kwargs\":{\"thinking\":false}}",
        "oss  | true  | ,\"reasoning_effort\":\"high\"}",
        "oss  | false | ,\"reasoning_effort\":\"low\"}",
        "plain | true | }",
      })
  void writesTheFieldsOfTheFamily(String model, boolean enabled, String end) {
    // Given
    Reasoning reasoning = new Reasoning(enabled, enabled ? "high" : null);
    RoutingDecision decision =
        new RoutingDecision(
            Strategy.AUTO, Reason.AUTO_ROUTING, "because", "auto", model, reasoning);

    // When
    ReasoningFields.write(decision, config, body);

    // Then
    assertThat(written()).isEqualTo(BODY.substring(0, BODY.length() - 1) + end);
  }

  @Test
  void leavesTheClientsReasoningFieldsAlone() {
    // Given
    RoutingDecision decision =
        new RoutingDecision(
            Strategy.SPECIFIED, Reason.MODEL_SPECIFIED, "because", "qwen", "qwen", null);

    // When
    ReasoningFields.write(decision, config, body);

    // Then
    assertThat(written()).isEqualTo(BODY);
  }

  @Test
  void addsTheSystemPromptOfTheCategory() {
    // When
    SystemPrompt prompt = new SystemPromptInjector().inject(StageSpan.OFF, body, "math", config);

    // Then
    assertThat(prompt.isInjected()).isTrue();
    assertThat(prompt.mode()).isEqualTo(SystemPromptMode.REPLACE);
    assertThat(written())
        .contains("[{\"role\":\"system\",\"content\":\"Be exact.\"},{\"role\":\"user\"");
  }

  @ParameterizedTest
  @CsvSource({"history", "other", "''"})
  void addsNothingWhereTheCategoryHasNoPrompt(String category) {
    // When
    SystemPrompt prompt =
        new SystemPromptInjector()
            .inject(StageSpan.OFF, body, category.isEmpty() ? null : category, config);

    // Then
    assertThat(prompt.isInjected()).isFalse();
    assertThat(written()).isEqualTo(BODY);
  }
}
