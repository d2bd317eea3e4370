package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.semanticrouter.chat.ChatRequest.Member;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact texts show that every byte outside an edit stays as it was. */
class BodyEditorTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int RANDOM_BODIES = 5_000;
  private static final String PROMPT = "Sei \"knapp\".\n世界😀";
  private static final String QUOTED = "\"Sei \\\"knapp\\\".\\n世界😀\"";
  private static final String ADDED = "{\"role\":\"system\",\"content\":" + QUOTED + "}";
  private static final String INSERTED = "Sei \\\"knapp\\\".\\n世界😀\\n\\n";

  @Test
  void withoutEditsTheBytesAreTheClients() {
    // Given
    ChatRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}");

    // When
    byte[] body = new BodyEditor(request).model("m").toBytes();

    // Then
    assertThat(body).isSameAs(request.body());
  }

  @Test
  void onlyTheModelChanges() {
    // Given
    String before = " {\n\"é世😀\" : [1.50, \"\\u0041\\/\"] ,\t\"mod\\u0065l\"  :  ";
    String after = " , \"messages\":[ {\"role\":\"user\",\"content\":\"é\"} ],\"x\":1e400 }\r\n";

    // When
    String edited = edit(before + "\"auto\"" + after).model("a\"b\\ü").text();

    // Then
    assertThat(edited).isEqualTo(before + "\"a\\\"b\\\\ü\"" + after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"role\":\"system\",\"content\":%s}",
        "{ \"content\" :\t%s , \"role\" : \"developer\" , \"name\":\"é\" }",
        "{\"role\":\"system\",\"name\":\"n\",\"cont\\u0065nt\":%s\n}",
      })
  void aSystemPromptIsReplacedWhateverItsContent(String message) {
    for (String content :
        new String[] {
          "\"old 世界\"", "\"\"", "null", "[]", "[ ]", "[\"a\",{\"type\":\"text\",\"text\":\"b\"}]"
        }) {
      // When
      String edited = edit(systemIn(message.formatted(content))).replace(PROMPT).text();

      // Then
      assertThat(edited).isEqualTo(systemIn(message.formatted(QUOTED)));
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"old 世界\"     | \"INSERTEDold 世界\"",
        "\"\\u0041\\n\"   | \"INSERTED\\u0041\\n\"",
        "\"\"             | QUOTED",
        "null             | QUOTED",
        "[]               | [{\"type\":\"text\",\"text\":QUOTED}]",
        "[ \t ]           | [{\"type\":\"text\",\"text\":QUOTED} \t ]",
        "[\"a\"]          | [{\"type\":\"text\",\"text\":QUOTED},\"a\"]",
        "[ {\"type\":\"text\",\"text\":\"é\"} ] "
            + "| [{\"type\":\"text\",\"text\":QUOTED}, {\"type\":\"text\",\"text\":\"é\"} ]",
      })
  void aSystemPromptIsInsertedBeforeEveryContent(String content, String expected) {
    // Given
    String message = "{ \"content\" : %s ,\"role\" : \"developer\", \"name\":\"é\"}";

    // When
    String edited = edit(systemIn(message.formatted(content))).insert(PROMPT).text();

    // Then
    String wanted = expected.replace("INSERTED", INSERTED).replace("QUOTED", QUOTED);
    assertThat(edited).isEqualTo(systemIn(message.formatted(wanted)));
  }

  @Test
  void aSystemMessageWithoutContentGetsOne() {
    // Given
    String body = systemIn("{ \"role\":\"developer\",\"name\":\"n\" }");
    String expected =
        systemIn("{\"content\":" + QUOTED + ", \"role\":\"developer\",\"name\":\"n\" }");

    // When
    String replaced = edit(body).replace(PROMPT).text();
    String inserted = edit(body).insert(PROMPT).text();

    // Then
    assertThat(replaced).isEqualTo(expected);
    assertThat(inserted).isEqualTo(expected);
  }

  @Test
  void withoutSystemMessageOneIsAddedInFront() {
    // Given
    String before = "{\"é\":0,\"messages\": [";
    String after = " {\"role\":\"user\",\"content\":\"é\"}, {\"role\":\"user\"}],\"model\":\"m\"}";

    // When
    String replaced = edit(before + after).replace(PROMPT).text();
    String inserted = edit(before + after).insert(PROMPT).text();

    // Then
    assertThat(replaced).isEqualTo(before + ADDED + "," + after);
    assertThat(inserted).isEqualTo(before + ADDED + "," + after);
  }

  @Test
  void onlyTheFirstOfTwoSystemMessagesChanges() {
    // Given
    String messages =
        "[{\"role\":\"user\"},{\"role\":\"system\",\"content\":%s},{\"role\":\"system\",\"content\":\"b\"}]";
    String body = "{\"model\":\"m\",\"messages\":" + messages + "}";

    // When
    String edited = edit(body.formatted("\"a\"")).replace(PROMPT).text();

    // Then
    assertThat(edited).isEqualTo(body.formatted(QUOTED));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "null                                  | {\"think\":false}",
        "\"x\"                                 | {\"think\":false}",
        "[]                                    | {\"think\":false}",
        "{}                                    | {\"think\":false}",
        "{ \t }                                | { \t \"think\":false}",
        "{\"think\":true}                      | {\"think\":false}",
        "{ \"th\\u0069nk\" : null , \"o\":1 }  | { \"th\\u0069nk\" : false , \"o\":1 }",
        "{\"think\":{\"think\":1},\"é\":[2]}   | {\"think\":false,\"é\":[2]}",
        "{\"o\":{\"think\":true} }             | {\"o\":{\"think\":true} ,\"think\":false}",
        "{\"think\":\"é\",\"o\":1,\"think\":2} | {\"think\":false,\"o\":1,\"think\":false}",
        "{\"think\":-1.5e3,\"o\":-1}           | {\"think\":false,\"o\":-1}",
      })
  void aTemplateSwitchIsSet(String kwargs, String expected) {
    // Given
    String body =
        "{\"é\":\"世\", \"chat_template_kwargs\" :%s ,\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}";

    // When
    String edited = edit(body.formatted(kwargs)).templateSwitch("think", false).text();

    // Then
    assertThat(edited).isEqualTo(body.formatted(expected));
  }

  @Test
  void missingMembersAreAddedAtTheEnd() {
    // Given
    String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"世\"}] \n";

    // When
    String edited =
        edit(body + "} ")
            .templateSwitch("enable_thinking", true)
            .stringMember("reasoning_effort", "high")
            .text();

    // Then
    assertThat(edited)
        .isEqualTo(
            body
                + ",\"chat_template_kwargs\":{\"enable_thinking\":true}"
                + ",\"reasoning_effort\":\"high\"} ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"low\"", "3", "{\"a\":[]}"})
  void aStringMemberIsReplaced(String value) {
    // Given
    String body =
        "{\"messages\":[{\"role\":\"user\"}],\"reasoning_effort\" : %s ,\"model\":\"m\",\"z\":\"é\"}";

    // When
    String edited = edit(body.formatted(value)).stringMember("reasoning_effort", "high").text();

    // Then
    assertThat(edited).isEqualTo(body.formatted("\"high\""));
  }

  @Test
  void randomBodiesChangeWhereTheyAreEditedAndNowhereElse() throws Exception {
    // Given
    Random random = new Random(3);
    RandomBodies bodies = new RandomBodies(random);

    for (int i = 0; i < RANDOM_BODIES; i++) {
      ChatRequest request = read(bodies.next());
      ObjectNode expected = (ObjectNode) MAPPER.readTree(request.body());
      BodyEditor editor = new BodyEditor(request);

      // When
      boolean model = random.nextBoolean();
      if (model) {
        editor.model("other");
        expected.put("model", "other");
      }
      int prompt = random.nextInt(3);
      if (prompt == 1) {
        editor.replaceSystemPrompt(PROMPT);
      } else if (prompt == 2) {
        editor.insertSystemPrompt(PROMPT);
      }
      if (prompt > 0) {
        expectSystemPrompt((ArrayNode) expected.get("messages"), prompt == 2);
      }
      boolean thinking = random.nextBoolean();
      if (thinking) {
        editor.templateSwitch("enable_thinking", false);
        expectSwitch(expected);
      } else {
        editor.stringMember("reasoning_effort", "high");
        expected.put("reasoning_effort", "high");
      }
      ChatRequest edited = ChatRequestReader.read(editor.toBytes());

      // Then
      assertThat(MAPPER.readTree(edited.body())).isEqualTo(expected);
      assertUntouchedBytes(request, edited, model, prompt > 0, thinking);
    }
  }

  private static void expectSystemPrompt(ArrayNode messages, boolean insert) {
    for (JsonNode message : messages) {
      String role = message.get("role").asText();
      if (role.equals("system") || role.equals("developer")) {
        JsonNode content = message.path("content");
        if (insert && content instanceof ArrayNode parts) {
          parts.insertObject(0).put("type", "text").put("text", PROMPT);
        } else if (insert && !content.asText("").isEmpty()) {
          ((ObjectNode) message).put("content", PROMPT + "\n\n" + content.asText());
        } else {
          ((ObjectNode) message).put("content", PROMPT);
        }
        return;
      }
    }
    messages.insertObject(0).put("role", "system").put("content", PROMPT);
  }

  private static void expectSwitch(ObjectNode body) {
    if (body.get("chat_template_kwargs") instanceof ObjectNode kwargs) {
      kwargs.put("enable_thinking", false);
    } else {
      body.putObject("chat_template_kwargs").put("enable_thinking", false);
    }
  }

  private static void assertUntouchedBytes(
      ChatRequest before, ChatRequest after, boolean model, boolean messages, boolean thinking) {
    String effort = thinking ? "chat_template_kwargs" : "reasoning_effort";
    for (int i = 0; i < before.members().size(); i++) {
      Member old = before.members().get(i);
      Member now = after.members().get(i);
      assertThat(now.name()).isEqualTo(old.name());
      boolean edited =
          (model && old.name().equals("model"))
              || (messages && old.name().equals("messages"))
              || old.name().equals(effort);
      if (!edited) {
        assertThat(raw(after, now.value())).isEqualTo(raw(before, old.value()));
      }
      int oldGap = i == 0 ? 0 : before.members().get(i - 1).value().end();
      int newGap = i == 0 ? 0 : after.members().get(i - 1).value().end();
      assertThat(raw(after, new Slice(newGap, now.value().start())))
          .isEqualTo(raw(before, new Slice(oldGap, old.value().start())));
    }
    int added = after.messages().size() - before.messages().size();
    for (int i = 0; i < before.messages().size(); i++) {
      ChatMessage old = before.messages().get(i);
      if (!old.isSystem()) {
        assertThat(raw(after, after.messages().get(i + added).object()))
            .isEqualTo(raw(before, old.object()));
      }
    }
    assertThat(raw(after, new Slice(after.closingBrace(), after.body().length)))
        .isEqualTo(raw(before, new Slice(before.closingBrace(), before.body().length)));
  }

  private static String systemIn(String message) {
    return "{\"é\":\"世\", \"messages\":[ {\"role\":\"user\",\"content\":\"é😀\"},"
        + message
        + " , {\"role\":\"user\",\"content\":[\"x\"]}],\"model\":\"m\"}\n";
  }

  private static Edited edit(String body) {
    return new Edited(new BodyEditor(read(body)));
  }

  private record Edited(BodyEditor editor) {
    Edited model(String model) {
      return new Edited(editor.model(model));
    }

    Edited replace(String prompt) {
      return new Edited(editor.replaceSystemPrompt(prompt));
    }

    Edited insert(String prompt) {
      return new Edited(editor.insertSystemPrompt(prompt));
    }

    Edited templateSwitch(String parameter, boolean on) {
      return new Edited(editor.templateSwitch(parameter, on));
    }

    Edited stringMember(String name, String value) {
      return new Edited(editor.stringMember(name, value));
    }

    String text() {
      return new String(editor.toBytes(), UTF_8);
    }
  }

  private static ChatRequest read(String body) {
    return ChatRequestReader.read(body.getBytes(UTF_8));
  }

  private static String raw(ChatRequest request, Slice at) {
    return new String(request.body(), at.start(), at.length(), UTF_8);
  }
}
