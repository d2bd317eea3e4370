package io.semanticrouter.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
  private final AnswerText answer = new AnswerText();

  private List<LlmMessage> read(String... texts) {
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      answer.read(bytes, 0, bytes.length);
    }
    return answer.raw();
  }

  private static LlmMessage said(String text, String finishReason, ToolCall... calls) {
    return new LlmMessage("assistant", text, List.of(calls), finishReason);
  }

  private static String chunk(int choice, String delta, String finishReason) {
    return "{\"id\":\"c\",\"choices\":[{\"index\":%d,\"delta\":%s,\"finish_reason\":%s}]}"
        .formatted(choice, delta, finishReason);
  }

  @Test
  void joinsThePiecesOfAStream() {
    // When
    List<LlmMessage> said =
        read(
            chunk(0, "{\"role\":\"assistant\",\"content\":\"\"}", "null"),
            chunk(0, "{\"reasoning_content\":\"hmm\"}", "null"),
            chunk(0, "{\"content\":\"Hel\"}", "null"),
            chunk(1, "{\"content\":\"Bye\"}", "\"length\""),
            chunk(0, "{\"content\":\"lo\"}", "null"),
            chunk(0, "{}", "\"stop\""),
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}");

    // Then
    assertThat(said).containsExactly(said("Hello", "stop"), said("Bye", "length"));
  }

  @Test
  void joinsThePiecesOfCalls() {
    // When
    List<LlmMessage> said =
        read(
            chunk(
                0,
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"look\","
                    + "\"arguments\":\"\"}}]}",
                "null"),
            chunk(
                0,
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"q\"}}]}",
                "null"),
            chunk(0, "{\"tool_calls\":[{\"index\":1,\"function\":{\"name\":\"go\"}}]}", "null"),
            chunk(
                0,
                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\":1}\"}}]}",
                "\"tool_calls\""));

    // Then
    assertThat(said)
        .containsExactly(
            said("", "tool_calls", new ToolCall("look", "{\"q\":1}"), new ToolCall("go", "")));
  }

  @Test
  void readsWholeAnswers() {
    // When
    List<LlmMessage> said =
        read(
            "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"A\","
                + "\"tool_calls\":[]},\"finish_reason\":\"stop\"},{\"index\":1,\"text\":\"B\","
                + "\"finish_reason\":\"stop\"}],\"usage\":{}}");

    // Then
    assertThat(said).containsExactly(said("A", "stop"), said("B", "stop"));
  }

  @Test
  void readsTheEventsOfAResponse() {
    // When
    List<LlmMessage> said =
        read(
            "{\"response\":{\"status\":\"in_progress\",\"output\":[]},\"type\":\"response.created\"}",
            "{\"delta\":\"Hel\",\"type\":\"response.output_text.delta\"}",
            "{\"delta\":\"{}\",\"type\":\"response.function_call_arguments.delta\"}",
            "{\"type\":\"response.output_text.delta\",\"delta\":\"lo\"}");

    // Then
    assertThat(said).containsExactly(said("Hello", null));
  }

  @Test
  void readsTheOutputOfAResponseOnce() {
    // When
    List<LlmMessage> said =
        read(
            "{\"delta\":\"Hello\",\"type\":\"response.output_text.delta\"}",
            "{\"response\":{\"output\":[{\"type\":\"reasoning\",\"content\":[{\"type\":"
                + "\"reasoning_text\",\"text\":\"hmm\"}]},{\"type\":\"message\",\"content\":["
                + "{\"type\":\"output_text\",\"text\":\"Hello\"}]},{\"type\":\"function_call\","
                + "\"name\":\"look\",\"arguments\":\"{}\"}],\"status\":\"completed\"},"
                + "\"type\":\"response.completed\"}");

    // Then
    assertThat(said).containsExactly(said("Hello", "stop", new ToolCall("look", "{}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"reason\":\"max_output_tokens\"} | length",
        "{\"x\":{\"reason\":\"y\"},\"reason\":\"content_filter\"} | content_filter",
        "{\"reason\":{}} | length",
        "null | length",
      })
  void tellsWhyAResponseIsNotComplete(String details, String finishReason) {
    // When
    List<LlmMessage> said =
        read(
            "{\"delta\":\"Hel\",\"type\":\"response.output_text.delta\"}",
            "{\"response\":{\"status\":\"incomplete\",\"incomplete_details\":%s},\"type\":\"response.incomplete\"}"
                .formatted(details));

    // Then
    assertThat(said).containsExactly(said("Hel", finishReason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "no json",
        "{\"choices\":7,\"output\":{}}",
        "{\"choices\":[7],\"response\":[]}",
        "{\"choices\":[{\"index\":-1,\"text\":\"x\"},{\"index\":99999999999,\"text\":\"x\"}]}",
        "{\"choices\":[{\"delta\":7,\"message\":[]}]}",
        "{\"choices\":[{\"message\":{\"tool_calls\":[{\"index\":5,\"function\":{}}]}}]}",
      })
  void findsNothingInWhatIsNoAnswer(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void keepsToItsLimits() {
    // Given
    String long1 = "x".repeat(1_000);
    for (int i = 0; i < 100; i++) {
      for (int choice = 0; choice < 20; choice++) {
        read(chunk(choice, "{\"content\":\"" + long1 + "\"}", "null"));
      }
    }

    // When
    List<LlmMessage> said = answer.raw();

    // Then
    assertThat(said)
        .hasSize(ContentLimits.MAX_CHOICES)
        .allSatisfy(
            m -> assertThat(m.text()).hasSize(ContentLimits.MAX_CHARS + ContentLimits.MARGIN));
  }
}
