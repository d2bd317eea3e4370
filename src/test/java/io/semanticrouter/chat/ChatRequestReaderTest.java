package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int FUZZED_BODIES = 20_000;

  @Test
  void readsWhatTheRouterNeeds() {
    // Given
    String body =
        """
        {"model":"auto","stream":true,"stream_options":{"x":[1],"include_usage":true},"user":"ann",
         "safety_identifier":"s","messages":[{"role":"user","content":"Hi"}]}
        """;

    // When
    ChatRequest request = read(body);

    // Then
    assertThat(request.model()).isEqualTo("auto");
    assertThat(request.stream()).isTrue();
    assertThat(request.includeUsage()).isTrue();
    assertThat(request.user()).isEqualTo("ann");
    assertThat(request.lastUserText()).isEqualTo("Hi");
    assertThat(AnswerForm.wantedBy(request)).isEqualTo(AnswerForm.SSE_WITH_USAGE);
  }

  @Test
  void whatIsAbsentOrNullHasItsDefault() {
    // When
    ChatRequest absent = read(body(""));
    ChatRequest nulls =
        read(
            body(
                ",\"stream\":null,\"stream_options\":null,\"user\":null,\"safety_identifier\":null"));

    // Then
    for (ChatRequest request : List.of(absent, nulls)) {
      assertThat(request.stream()).isFalse();
      assertThat(request.includeUsage()).isFalse();
      assertThat(request.user()).isNull();
      assertThat(AnswerForm.wantedBy(request)).isEqualTo(AnswerForm.JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"safety_identifier\":\"s\"",
        ",\"safety_identifier\":\"s\",\"user\":null",
        ",\"user\":\"\",\"safety_identifier\":\"s\""
      })
  void theSafetyIdentifierStandsInForTheUser(String members) {
    // When
    ChatRequest request = read(body(members));

    // Then
    assertThat(request.user()).isEqualTo("s");
  }

  @Test
  void notesThePlaceOfEveryMember() {
    // Given
    String body =
        "\n{ \"é\" : -1.5e3 , \"model\":\"m\",\"t\":true,\"n\":null , \"messages\" : [ {\"role\":\"user\"}\t] ,"
            + "\"s\":\"世\\\"界\",\"o\":{\"a\":[{}]}\t}\n ";

    // When
    ChatRequest request = read(body);

    // Then
    assertThat(request.members())
        .extracting(member -> member.name() + "=" + raw(request, member.value()))
        .containsExactly(
            "é=-1.5e3",
            "model=\"m\"",
            "t=true",
            "n=null",
            "messages=[ {\"role\":\"user\"}\t]",
            "s=\"世\\\"界\"",
            "o={\"a\":[{}]}");
    assertThat(raw(request, request.messagesArray())).isEqualTo("[ {\"role\":\"user\"}\t]");
    assertThat(request.body()[request.closingBrace()]).isEqualTo((byte) '}');
    assertThat(request.closingBrace()).isEqualTo(request.body().length - 3);
    assertThat(request.member("missing")).isNull();
  }

  @Test
  void readsEveryFormOfContent() {
    // Given
    String body =
        """
        {"model":"m","messages":[
          {"role":"system","content":"S"},
          {"content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"u","text":"no"}},
                      "b",{"text":"c","type":"input_text"}],"role":"user"},
          {"role":"assistant","content":"mine","tool_calls":[{"id":"1","content":"x"}]},
          {"role":"tool","tool_call_id":"1","content":"T"},
          {"role":"user","content":[]},
          {"role":"user","content":null},
          {"role":"user"},
          {"role":"developer","content":""}]}
        """;

    // When
    ChatRequest request = read(body);

    // Then
    assertThat(request.messages())
        .extracting(ChatMessage::text)
        .containsExactly("S", "a\nb\nc", null, "T", null, null, null, "");
    assertThat(request.messages())
        .extracting(ChatMessage::contentKind)
        .containsExactly(
            ContentKind.TEXT,
            ContentKind.PARTS,
            ContentKind.TEXT,
            ContentKind.TEXT,
            ContentKind.PARTS,
            ContentKind.NONE,
            ContentKind.NONE,
            ContentKind.TEXT);
    assertThat(request.messages())
        .extracting(ChatMessage::isSystem)
        .containsExactly(true, false, false, false, false, false, false, true);
    assertThat(request.messages().get(5).content()).isNotNull();
    assertThat(request.messages().get(6).content()).isNull();
    assertThat(request.lastUserText()).isEqualTo("a\nb\nc");
    assertThat(request.guardedTexts()).containsExactly("S", "a\nb\nc", "T", "");
  }

  @Test
  void textsTheModelSeesUnderOtherNamesAreReadToo() {
    // Given
    String body =
        """
        {"model":"m","messages":[{"role":"user","content":[
          {"type":"refusal","refusal":"R"},{"type":"thinking","thinking":"T","closed":true},
          {"type":"file","refusal":{"x":"no"}}]}]}
        """;

    // When
    ChatRequest request = read(body);

    // Then
    assertThat(request.lastUserText()).isEqualTo("R\nT");
    assertThat(TextPlaces.of(request.body(), request.lastUserMessage()))
        .extracting(place -> raw(request, place))
        .containsExactly("\"R\"", "\"T\"");
  }

  @Test
  void escapesInNamesAndValuesAreDecoded() {
    // Given
    String body =
        "{\"mod\\u0065l\":\"\\u0061uto\",\"\\u006dessages\":[{\"r\\u006fle\":\"us\\u0065r\","
            + "\"\\u0063ontent\":\"\\ud83d\\ude00\\t\\u00e9\"}],\"str\\u0065am\":true}";

    // When
    ChatRequest request = read(body);

    // Then
    assertThat(request.model()).isEqualTo("auto");
    assertThat(request.stream()).isTrue();
    assertThat(request.lastUserText()).isEqualTo("😀\té");
  }

  @Test
  void aByteOrderMarkIsDropped() {
    // When
    ChatRequest request = read("\ufeff" + body(""));

    // Then
    assertThat(new String(request.body(), UTF_8)).isEqualTo(body(""));
    assertThat(raw(request, request.member("model"))).isEqualTo("\"m\"");
  }

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
                + " levels, a number longer than 1,000 digits or a name longer than 50,000"
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

  @Test
  void nothingOfTheBodyIsInWhatIsPrinted() {
    // Given
    ChatRequest request = read(messages("[{\"role\":\"secret\",\"content\":\"secret\"}]"));

    // When
    String printed = request + " " + request.messages().get(0);

    // Then
    assertThat(printed).doesNotContain("secret").contains("1 messages");
    assertThat(fault(messages("[{\"role\":\"user\",\"content\":secret}]")))
        .message()
        .doesNotContain("secret");
  }

  @Test
  void aHundredThousandMembersAreReadInOnePass() {
    // Given
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      members.append(",\"").append(i).append("\":0");
    }

    // When
    ChatRequest request = read(body(members.toString()));

    // Then
    assertThat(request.members()).hasSize(100_002);
  }

  @Test
  void mutatedBodiesAreReadOrRefusedAndNothingElse() throws Exception {
    // Given
    Random random = new Random(20_260_101);
    RandomBodies bodies = new RandomBodies(random);
    int read = 0;
    int refused = 0;

    for (int i = 0; i < FUZZED_BODIES; i++) {
      byte[] body = mutated(bodies.next().getBytes(UTF_8), random);
      try {
        // When
        ChatRequest request = ChatRequestReader.read(body);

        // Then
        assertPlacesAreRight(request);
        byte[] edited =
            new BodyEditor(request)
                .model("other")
                .insertSystemPrompt("P")
                .templateSwitch("enable_thinking", true)
                .toBytes();
        assertThat(ChatRequestReader.read(edited).model()).isEqualTo("other");
        read++;
      } catch (InvalidRequestException fault) {
        refused++;
      }
    }
    assertThat(read).isGreaterThan(FUZZED_BODIES / 20);
    assertThat(refused).isGreaterThan(FUZZED_BODIES / 20);
  }

  private static void assertPlacesAreRight(ChatRequest request) throws IOException {
    JsonNode tree = MAPPER.readTree(request.body());
    assertThat(request.members()).hasSize(tree.size());
    for (ChatRequest.Member member : request.members()) {
      assertThat(tree(request, member.value())).isEqualTo(tree.get(member.name()));
    }
    for (int i = 0; i < request.messages().size(); i++) {
      ChatMessage message = request.messages().get(i);
      JsonNode expected = tree.get("messages").get(i);
      assertThat(tree(request, message.object())).isEqualTo(expected);
      if (message.content() != null) {
        assertThat(tree(request, message.content())).isEqualTo(expected.get("content"));
      }
    }
  }

  private static byte[] mutated(byte[] body, Random random) {
    String[] tokens = {
      "\0", "NaN", "{", "}", "[", "]", "\"", ",", ":", "null", "1e999", "\\u", "é"
    };
    byte[] result = body;
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(result.length);
      int end = Math.min(result.length, at + 1 + random.nextInt(8));
      byte[] token = tokens[random.nextInt(tokens.length)].getBytes(UTF_8);
      result =
          switch (random.nextInt(5)) {
            case 0 -> joined(result, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1 -> joined(result, at, token, at);
            case 2 -> joined(result, at, new byte[0], end);
            case 3 -> joined(result, at, Arrays.copyOfRange(result, at, end), at);
            default -> random.nextInt(4) > 0 ? result : Arrays.copyOf(result, Math.max(1, at));
          };
      if (result.length == 0) {
        return result;
      }
    }
    return result;
  }

  private static byte[] joined(byte[] body, int until, byte[] middle, int from) {
    byte[] result = new byte[until + middle.length + body.length - from];
    System.arraycopy(body, 0, result, 0, until);
    System.arraycopy(middle, 0, result, until, middle.length);
    System.arraycopy(body, from, result, until + middle.length, body.length - from);
    return result;
  }

  private static JsonNode tree(ChatRequest request, Slice at) throws IOException {
    return MAPPER.readTree(request.body(), at.start(), at.length());
  }

  private static String raw(ChatRequest request, Slice at) {
    return new String(request.body(), at.start(), at.length(), UTF_8);
  }

  private static String body(String moreMembers) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
        + moreMembers
        + "}";
  }

  private static String messages(String messages) {
    return "{\"model\":\"m\",\"messages\":" + messages + "}";
  }

  private static ChatRequest read(String body) {
    return ChatRequestReader.read(body.getBytes(UTF_8));
  }

  private static InvalidRequestException fault(String body) {
    return fault(body.getBytes(UTF_8));
  }

  private static InvalidRequestException fault(byte[] body) {
    return catchThrowableOfType(InvalidRequestException.class, () -> ChatRequestReader.read(body));
  }
}
