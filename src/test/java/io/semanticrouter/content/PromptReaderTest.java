package io.semanticrouter.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptReaderTest {
  private static List<LlmMessage> read(ModelApi api, String body) throws IOException {
    return PromptReader.read(api, body.getBytes(UTF_8));
  }

  private static LlmMessage message(String role, String text, ToolCall... calls) {
    return new LlmMessage(role, text, List.of(calls), null);
  }

  @Test
  void readsTheMessagesOfAChat() throws IOException {
    // When
    List<LlmMessage> messages =
        read(
            ModelApi.CHAT_COMPLETIONS,
            """
            {"model":"m","tools":[{"messages":"no"}],"messages":[
              {"role":"system","content":"Be brief."},
              {"content":[{"type":"text","text":"What is"},{"type":"image_url","image_url":{"url":"u"}},
                "this?"],"role":"user"},
              {"role":"assistant","content":null,"tool_calls":[
                {"id":"c","type":"function","function":{"arguments":"{\\"a\\":1}","name":"look"}}]},
              {"role":"tool","tool_call_id":"c","content":"a cat"},
              {"role":"jane@example.com","content":"x"}]}
            """);

    // Then
    assertThat(messages)
        .containsExactly(
            message("system", "Be brief."),
            message("user", "What is\n[image_url]\nthis?"),
            message("assistant", "", new ToolCall("look", "{\"a\":1}")),
            message("tool", "a cat"),
            message("unknown", "x"));
  }

  @Test
  void readsTheInputOfAResponse() throws IOException {
    // When
    List<LlmMessage> items =
        read(
            ModelApi.RESPONSES,
            """
            {"input":[{"role":"user","content":[{"type":"input_text","text":"Hi"}]},
              {"type":"reasoning","summary":[]},
              {"type":"function_call","call_id":"c","name":"look","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":"a cat"}],
             "model":"m","instructions":"Be brief."}
            """);
    List<LlmMessage> text = read(ModelApi.RESPONSES, "{\"model\":\"m\",\"input\":\"Hi\"}");

    // Then
    assertThat(items)
        .containsExactly(
            message("system", "Be brief."),
            message("user", "Hi"),
            message("assistant", "", new ToolCall("look", "{}")),
            message("tool", "a cat"));
    assertThat(text).containsExactly(message("user", "Hi"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COMPLETIONS | {\"prompt\":\"a\"} | a",
        "COMPLETIONS | {\"prompt\":[\"a\",\"b\"]} | a,b",
        "COMPLETIONS | {\"prompt\":[1,2,3]} | ''",
        "EMBEDDINGS | {\"input\":[\"a\",[1,2],\"b\"]} | a,b",
        "EMBEDDINGS | {\"prompt\":\"no\",\"input\":\"a\"} | a",
      })
  void readsTheTextsOfTheOtherApis(ModelApi api, String body, String texts) throws IOException {
    // When
    List<LlmMessage> read = read(api, body);

    // Then
    assertThat(read.stream().map(LlmMessage::text).collect(Collectors.joining(",")))
        .isEqualTo(texts);
  }

  @Test
  void keepsToItsLimits() throws IOException {
    // Given
    String body =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"role\":\"user\",\"content\":\"" + i + "x".repeat(20_000) + "\"}")
            .collect(Collectors.joining(",", "{\"messages\":[", "]}"));

    // When
    List<LlmMessage> read = read(ModelApi.CHAT_COMPLETIONS, body);

    // Then
    assertThat(read).hasSize(ContentLimits.MAX_MESSAGES);
    assertThat(read.getLast().text()).startsWith("99x");
    assertThat(read)
        .allSatisfy(
            m -> assertThat(m.text()).hasSize(ContentLimits.MAX_CHARS + ContentLimits.MARGIN));
  }
}
