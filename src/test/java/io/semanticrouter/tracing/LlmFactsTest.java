package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.tracing.LlmFact.Name;
import io.semanticrouter.tracing.LlmFact.Vocabulary;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LlmFactsTest {
  private static final List<LlmMessage> MESSAGES =
      List.of(
          new LlmMessage("user", "Say \"hi\"", List.of(), null),
          new LlmMessage("assistant", "", List.of(new ToolCall("look", "{}")), "stop"));

  private static Map<String, Object> told(Traced facts) {
    Map<String, Object> told = new TreeMap<>();
    TracedAttributes.of(facts).forEach((key, value) -> told.put(key.getKey(), value));
    return told;
  }

  /** The table of docs/tracing.md, as the code has it. */
  private static String table() {
    StringBuilder table =
        new StringBuilder(
            "| fact | the router's own | OpenInference | OpenTelemetry GenAI |\n|---|---|---|---|\n");
    for (LlmFact<?> fact : LlmFacts.ALL) {
      table.append("| ").append(fact.meaning()).append(" |");
      for (Vocabulary vocabulary : Vocabulary.values()) {
        table.append(' ').append(names(fact, vocabulary)).append("|");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private static String names(LlmFact<?> fact, Vocabulary vocabulary) {
    return fact.names().stream()
        .filter(name -> name.vocabulary() == vocabulary)
        .map(Name::shown)
        .map(name -> '`' + name + "` ")
        .collect(Collectors.joining());
  }

  @Test
  void areTheTableOfTheDocumentation() throws IOException {
    assertThat(Files.readString(Path.of("docs/tracing.md"))).contains(table());
  }

  @Test
  void areAllListed() throws IllegalAccessException {
    // Given
    List<Object> declared =
        Arrays.stream(LlmFacts.class.getFields())
            .filter(field -> field.getType() == LlmFact.class)
            .map(LlmFactsTest::valueOf)
            .toList();
    // Then
    assertThat(declared).containsExactlyInAnyOrderElementsOf(LlmFacts.ALL);
  }

  private static Object valueOf(java.lang.reflect.Field constant) {
    try {
      return constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void areToldInEachVocabulary() {
    // When
    Map<String, Object> told =
        told(
            span ->
                span.set(LlmFacts.MODEL, "m")
                    .set(LlmFacts.PROMPT_TOKENS, 3L)
                    .set(LlmFacts.FINISH_REASONS, List.of("stop", "length"))
                    .set(LlmFacts.COMPLETION_TOKENS, null));

    // Then
    assertThat(told)
        .isEqualTo(
            Map.of(
                "model.name", "m",
                "llm.model_name", "m",
                "gen_ai.request.model", "m",
                "llm.token_count.prompt", 3L,
                "gen_ai.usage.input_tokens", 3L,
                "llm.finish_reason", "stop",
                "gen_ai.response.finish_reasons", List.of("stop", "length")));
  }

  @Test
  void tellMessagesAsEachVocabularyDoes() {
    // When
    Map<String, Object> told =
        told(
            span ->
                span.set(LlmFacts.INPUT_MESSAGES, MESSAGES)
                    .set(LlmFacts.OUTPUT_MESSAGES, MESSAGES.subList(0, 1))
                    .set(LlmFacts.INPUT, "hi"));

    // Then
    assertThat(told)
        .containsEntry("llm.input_messages.0.message.role", "user")
        .containsEntry("llm.input_messages.0.message.content", "Say \"hi\"")
        .containsEntry("llm.input_messages.1.message.role", "assistant")
        .containsEntry("llm.input_messages.1.message.tool_calls.0.tool_call.function.name", "look")
        .containsEntry(
            "llm.input_messages.1.message.tool_calls.0.tool_call.function.arguments", "{}")
        .containsEntry(
            "gen_ai.input.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Say \\\"hi\\\"\"}]},"
                + "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"name\":\"look\","
                + "\"arguments\":\"{}\"}]}]")
        .containsEntry(
            "gen_ai.output.messages",
            "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Say \\\"hi\\\"\"}],"
                + "\"finish_reason\":\"error\"}]")
        .containsEntry("input.value", "hi")
        .containsEntry("input.mime_type", "text/plain")
        .doesNotContainKey("llm.input_messages.1.message.content");
  }
}
