package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestFaultsTest {
  @Test
  void aSecondByteOrderMarkIsNoJson() {
    // When
    InvalidRequestException fault = fault("\ufeff\ufeff" + body(""));

    // Then
    assertThat(fault.getMessage()).startsWith("The request body is not valid JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreRefused(String encoding) {
    // Given
    byte[] body = body("").getBytes(Charset.forName(encoding));

    // When
    InvalidRequestException fault = fault(body);

    // Then
    assertThat(fault).hasMessage("The request body is not valid UTF-8 text.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "c0af", "c3", "eda080", "f4908080", "ff", "e4b8"})
  void brokenUtf8IsRefused(String bytes) {
    // Given
    byte[] broken = HexFormat.of().parseHex(bytes);
    byte[] body = body(",\"x\":\"..........\"").getBytes(UTF_8);
    System.arraycopy(broken, 0, body, body.length - 12, broken.length);

    // When
    InvalidRequestException fault = fault(body);

    // Then
    assertThat(fault).hasMessage("The request body is not valid UTF-8 text.");
    assertThat(fault.param()).isNull();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultsAreNamedWithTheirPlace(String body, String message, String param) {
    // When
    InvalidRequestException fault = fault(body);

    // Then
    assertThat(fault).hasMessage(message);
    assertThat(fault.param()).isEqualTo(param);
  }

  static Stream<Arguments> faults() {
    String model = "'model' must be a non-empty string.";
    String missingMessages = "'messages' is missing: it must be an array of messages.";
    return Stream.of(
        arguments("", "The request body is empty; it must be a JSON object.", null),
        arguments(" \n", "The request body is empty; it must be a JSON object.", null),
        arguments("[]", "The request body must be a JSON object.", null),
        arguments("\"x\"", "The request body must be a JSON object.", null),
        arguments(
            "{\"model\":\"m\",\n \"x\":NaN}",
            "The request body is not valid JSON: stopped at line 2, column 9.",
            null),
        arguments(
            body("") + "{}",
            "The request body holds more than one JSON value: stopped at line 1, column 58.",
            null),
        arguments(
            body(",\"n\":1,\"\\u006e\":2"),
            "The request body has two members of the same name: stopped at line 1, column 64.",
            null),
        arguments(
            body(",\"x\":" + "[".repeat(2000)),
            "The request body goes beyond a limit of the JSON reader (nesting deeper than 1,000"
                + " levels, a number longer than 1,000 digits or a name longer than 1,000"
                + " characters): stopped at line 1, column 1062.",
            null),
        arguments(
            "{}", "'model' is missing: name a model, or 'auto' to let the router choose.", "model"),
        arguments("{\"model\":null}", model, "model"),
        arguments("{\"model\":\"\"}", model, "model"),
        arguments("{\"model\":[1]}", model, "model"),
        arguments("{\"model\":\"m\"}", missingMessages, "messages"),
        arguments(messages("null"), "'messages' must be an array of messages.", "messages"),
        arguments(messages("{}"), "'messages' must be an array of messages.", "messages"),
        arguments(
            messages("[]"), "'messages' is empty: at least one message is needed.", "messages"),
        arguments(body(",\"stream\":1"), "'stream' must be true, false or null.", "stream"),
        arguments(
            body(",\"stream_options\":[]"),
            "'stream_options' must be an object or null.",
            "stream_options"),
        arguments(
            body(",\"stream_options\":{\"include_usage\":\"yes\"}"),
            "'stream_options.include_usage' must be true, false or null.",
            "stream_options.include_usage"),
        arguments(body(",\"user\":1"), "'user' must be a string or null.", "user"),
        arguments(
            body(",\"safety_identifier\":{}"),
            "'safety_identifier' must be a string or null.",
            "safety_identifier"));
  }

  @ParameterizedTest
  @MethodSource("messageFaults")
  void faultsOfMessagesAreNamedWithTheirPlace(String message, String path, String what) {
    // Given
    String param = "messages[1]" + path;

    // When
    InvalidRequestException fault = fault(messages("[{\"role\":\"user\"}," + message + "]"));

    // Then
    assertThat(fault).hasMessage("'" + param + "' " + what + ".");
    assertThat(fault.param()).isEqualTo(param);
  }

  static Stream<Arguments> messageFaults() {
    return Stream.of(
        arguments("null", "", "must be an object"),
        arguments("\"hi\"", "", "must be an object"),
        arguments("[]", "", "must be an object"),
        arguments("{}", ".role", "is missing"),
        arguments("{\"content\":\"hi\"}", ".role", "is missing"),
        arguments("{\"role\":1}", ".role", "must be a string"),
        arguments("{\"role\":null}", ".role", "must be a string"),
        arguments("{\"role\":\"user\",\"r\\u006fle\":\"system\"}", ".role", "occurs twice"),
        arguments(
            "{\"role\":\"user\",\"content\":null,\"content\":\"x\"}", ".content", "occurs twice"),
        arguments(
            "{\"role\":\"user\",\"content\":{}}",
            ".content",
            "must be a string, an array of parts or null"),
        arguments(
            "{\"role\":\"user\",\"content\":7}",
            ".content",
            "must be a string, an array of parts or null"),
        arguments("{\"role\":\"user\",\"content\":[\"a\",1]}", ".content[1]", "must be an object"),
        arguments("{\"role\":\"user\",\"content\":[[]]}", ".content[0]", "must be an object"),
        arguments(
            "{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}", ".content[0].type", "is missing"),
        arguments(
            "{\"role\":\"user\",\"content\":[{\"type\":1}]}",
            ".content[0].type",
            "must be a string"),
        arguments(
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"type\":\"file\"}]}",
            ".content[0].type",
            "occurs twice"),
        arguments(
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}",
            ".content[0].text",
            "is missing"),
        arguments(
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":null}]}",
            ".content[0].text",
            "must be a string"),
        arguments(
            "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\",\"text\":\"b\"}]}",
            ".content[0].text",
            "occurs twice"));
  }

  private static String body(String moreMembers) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
        + moreMembers
        + "}";
  }

  private static String messages(String messages) {
    return "{\"model\":\"m\",\"messages\":" + messages + "}";
  }

  private static InvalidRequestException fault(String body) {
    return fault(body.getBytes(UTF_8));
  }

  private static InvalidRequestException fault(byte[] body) {
    return catchThrowableOfType(InvalidRequestException.class, () -> ChatRequestReader.read(body));
  }
}
