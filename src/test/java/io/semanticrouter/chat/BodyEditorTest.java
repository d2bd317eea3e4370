package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact texts show that every byte outside an edit stays as it was. */
class BodyEditorTest {
  private static final String PROMPT = "Sei \"knapp\".\n世界😀";
  private static final String QUOTED = "\"Sei \\\"knapp\\\".\\n世界😀\"";
  private static final String ADDED = "{\"role\":\"system\",\"content\":" + QUOTED + "}";
  private static final String INSERTED = "Sei \\\"knapp\\\".\\n世界😀\\n\\n";

  @Test
  void withoutEditsTheBytesAreTheClients() {
    // Given
    ChatRequest request = read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}");

    // When
    byte[] body = BodyEditor.of(request).model("m").toBytes();

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

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "null                                  | {\"include_usage\":true}",
        "{}                                    | {\"include_usage\":true}",
        "{\"include_usage\":false}             | {\"include_usage\":true}",
        "{ \"include_us\\u0061ge\" : null }    | { \"include_us\\u0061ge\" : true }",
        "{\"continuous_usage_stats\": true}    | {\"continuous_usage_stats\": true,\"include_usage\":true}",
        "{\"include_obfuscation\":false,\"x\":[1.0]} | {\"include_obfuscation\":false,\"x\":[1.0],\"include_usage\":true}",
      })
  void usageIsAskedForAmongTheOtherStreamOptions(String options, String expected) {
    // Given
    String body =
        "{\"stream_options\" : %s ,\"model\":\"m\",\"messages\":[{\"role\":\"user\"}], \"é\":1.50}";

    // When
    String edited = edit(body.formatted(options)).includeUsage().text();

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
            .effort("reasoning_effort", "high")
            .includeUsage()
            .text();

    // Then
    assertThat(edited)
        .isEqualTo(
            body
                + ",\"chat_template_kwargs\":{\"enable_thinking\":true}"
                + ",\"reasoning_effort\":\"high\",\"stream_options\":{\"include_usage\":true}} ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"low\"", "3", "{\"a\":[]}"})
  void aStringMemberIsReplaced(String value) {
    // Given
    String body =
        "{\"messages\":[{\"role\":\"user\"}],\"reasoning_effort\" : %s ,\"model\":\"m\",\"z\":\"é\"}";

    // When
    String edited = edit(body.formatted(value)).effort("reasoning_effort", "high").text();

    // Then
    assertThat(edited).isEqualTo(body.formatted("\"high\""));
  }

  private static String systemIn(String message) {
    return "{\"é\":\"世\", \"messages\":[ {\"role\":\"user\",\"content\":\"é😀\"},"
        + message
        + " , {\"role\":\"user\",\"content\":[\"x\"]}],\"model\":\"m\"}\n";
  }

  private static Edited edit(String body) {
    return new Edited(BodyEditor.of(read(body)));
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

    Edited includeUsage() {
      return new Edited(editor.includeUsage());
    }

    Edited effort(String name, String value) {
      return new Edited(editor.effort(name, value));
    }

    String text() {
      return new String(editor.toBytes(), UTF_8);
    }
  }

  private static ChatRequest read(String body) {
    return ChatRequestReader.read(body.getBytes(UTF_8));
  }
}
