package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesRequestReaderTest {
  private static ResponsesRequest read(String members) {
    return ResponsesRequestReader.read(("{\"model\":\"m\"," + members + "}").getBytes(UTF_8));
  }

  @Test
  void readsATextAsTheUsers() {
    // When
    ResponsesRequest request = read("\"input\":\"Hello \\u00e9\",\"stream\":true,\"user\":\"u\"");

    // Then
    assertThat(request.api()).isEqualTo(ModelApi.RESPONSES);
    assertThat(request.model()).isEqualTo("m");
    assertThat(request.stream()).isTrue();
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.lastUserText()).isEqualTo("Hello é");
    assertThat(request.guardedTexts()).containsExactly(GuardedText.told("Hello é"));
    assertThat(request.instructions()).isNull();
    assertThat(request.systemMessage()).isNull();
  }

  @Test
  void readsItems() {
    // When
    ResponsesRequest request =
        read(
            """
            "instructions":"Be kind.","input":[
              {"role":"developer","content":"Be short."},
              {"role":"user","content":[
                {"type":"input_text","text":"One"},
                {"type":"input_image","image_url":"data:image/png;base64,AAAA"},
                {"type":"input_text","text":"two"}]},
              {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Own"}]},
              {"content":"Last","type":"message","role":"user"},
              {"type":"function_call_output","call_id":"c1","output":"From a tool"}]
            """);

    // Then
    assertThat(request.lastUserText()).isEqualTo("Last");
    assertThat(GuardedText.texts(request.guardedTexts()))
        .containsExactly("Be kind.", "Be short.", "One\ntwo", "Last", "From a tool");
    assertThat(request.guardedTexts())
        .extracting(GuardedText::system)
        .containsExactly(true, true, false, false, false);
    assertThat(request.instructions()).isEqualTo("Be kind.");
    assertThat(request.systemMessage().role()).isEqualTo("developer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"SAID\"}",
        "{\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"SAID\"}]}",
        "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"SAID\"}]}",
        "{\"type\":\"reasoning\",\"content\":[{\"type\":\"reasoning_text\",\"text\":\"SAID\"}]}",
        "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"SAID\"}",
        "{\"type\":\"custom_tool_call\",\"call_id\":\"c\",\"name\":\"f\",\"input\":\"SAID\"}"
      })
  void leavesTheModelsOwnWordsUnread(String item) {
    assertThat(read("\"input\":[" + item + "]").guardedTexts()).isEmpty();
  }

  /** What a backend may put before the model in whatever form it comes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"SAID\"}]",
        "\"input\":[{\"type\":\"function_call_output\",\"output\":[{\"type\":\"input_text\",\"text\":\"SAID\"}]}]",
        "\"input\":[{\"type\":\"function_call_output\",\"role\":\"assistant\",\"output\":\"SAID\"}]",
        "\"input\":[{\"type\":\"function_call\",\"role\":\"user\",\"content\":\"SAID\"}]",
        "\"input\":[{\"type\":\"reasoning\",\"role\":\"system\",\"content\":\"SAID\"}]",
        "\"input\":[{\"type\":\"mcp_call\",\"output\":\"SAID\"}]",
        "\"input\":[{\"type\":\"file_search_call\",\"results\":[{\"file_id\":\"f\",\"text\":\"SAID\"}]}]",
        "\"input\":[{\"type\":\"of_tomorrow\",\"a\":{\"b\":[[1,{\"c\":\"SAID\"}]]}}]",
        "\"input\":[{\"role\":\"tool\",\"content\":\"SAID\"}]",
        "\"input\":[{\"role\":\"user\",\"content\":[\"SAID\"]}]",
        "\"input\":[{\"type\":null,\"role\":\"user\",\"content\":\"SAID\"}]",
        "\"instructions\":\"SAID\",\"input\":[{\"type\":\"reasoning\",\"summary\":[]}]",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"i\"}],"
            + "\"previous_input_messages\":[{\"author\":{},\"content\":[{\"text\":\"SAID\"}]}]",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"i\"}],"
            + "\"previous_response\":{\"output\":[{\"content\":[{\"text\":\"SAID\"}]}]}",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"i\"}],"
            + "\"prompt\":{\"id\":\"p\",\"variables\":{\"name\":\"SAID\"}}",
        "\"input\":[{\"type\":\"item_reference\",\"id\":\"i\"}],"
            + "\"prompt\":{\"id\":\"p\",\"variables\":{\"status\":\"SAID\"}}"
      })
  void readsWhateverElseTheModelIsTold(String members) {
    assertThat(GuardedText.texts(read(members).guardedTexts())).contains("SAID");
  }

  @Test
  void passesOverIdsAndWhatIsEncoded() {
    // When
    ResponsesRequest request =
        read(
            """
            "input":[{"type":"computer_call_output","call_id":"c","id":"i","status":"completed",
              "output":{"type":"computer_screenshot","image_url":"data:image/png;base64,AA"}},
              {"type":"x","encrypted_content":"QUJD","file_data":{"a":["b"]}}]
            """);

    // Then
    assertThat(request.guardedTexts()).isEmpty();
    assertThat(request.lastUserText()).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "\"x\":1", "'input' is missing: it must be a string or an array of items.", "input"),
        Arguments.of("\"input\":null", "'input' must be a string or an array of items.", "input"),
        Arguments.of("\"input\":{}", "'input' must be a string or an array of items.", "input"),
        Arguments.of("\"input\":[]", "'input' is empty: at least one item is needed.", "input"),
        Arguments.of("\"input\":[\"x\"]", "'input[0]' must be an object.", "input[0]"),
        Arguments.of("\"input\":[{}]", "'input[0].role' is missing.", "input[0].role"),
        Arguments.of(
            "\"input\":\"x\",\"instructions\":[]",
            "'instructions' must be a string or null.",
            "instructions"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhatIsWrong(String members, String message, String param) {
    assertThatThrownBy(() -> read(members))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            fault -> {
              assertThat(fault).hasMessage(message);
              assertThat(fault.param()).isEqualTo(param);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"role\":5}|'input[1].role' must be a string.",
        "{\"role\":\"user\",\"role\":\"user\"}|'input[1].role' occurs twice.",
        "{\"type\":\"x\",\"type\":\"y\"}|'input[1].type' occurs twice.",
        "{\"role\":\"user\",\"content\":5}|'input[1].content' must be a string, an array of parts or null.",
        "{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}|'input[1].content' occurs twice.",
        "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\"}]}|'input[1].content[0].text' is missing.",
        "{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}|'input[1].content[0].type' is missing."
      })
  void saysWhatIsWrongWithAnItem(String item, String message) {
    assertThatThrownBy(() -> read("\"input\":[{\"type\":\"item_reference\"}," + item + "]"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage(message);
  }
}
