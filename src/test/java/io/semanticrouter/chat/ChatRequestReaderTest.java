package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestReaderTest {
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
    assertThat(GuardedText.texts(request.guardedTexts())).containsExactly("S", "a\nb\nc", "T", "");
    assertThat(request.guardedTexts())
        .extracting(GuardedText::system)
        .containsExactly(true, false, false, true);
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
