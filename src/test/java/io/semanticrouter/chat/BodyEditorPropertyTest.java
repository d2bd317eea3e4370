package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyEditorPropertyTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int RANDOM_BODIES = 5_000;
  private static final String PROMPT = "Sei \"knapp\".\n世界😀";

  @Test
  void randomBodiesChangeWhereTheyAreEditedAndNowhereElse() throws Exception {
    // Given
    Random random = new Random(3);
    RandomBodies bodies = new RandomBodies(random);

    for (int i = 0; i < RANDOM_BODIES; i++) {
      ChatRequest request = read(bodies.next());
      ObjectNode expected = (ObjectNode) MAPPER.readTree(request.body());
      BodyEditor editor = BodyEditor.of(request);

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
        editor.effort("reasoning_effort", "high");
        expected.put("reasoning_effort", "high");
      }
      boolean usage = random.nextBoolean();
      if (usage) {
        editor.includeUsage();
        expectUsage(expected);
      }
      ChatRequest edited = ChatRequestReader.read(editor.toBytes());

      // Then
      assertThat(MAPPER.readTree(edited.body())).isEqualTo(expected);
      Set<String> editedMembers = new HashSet<>();
      editedMembers.add(thinking ? "chat_template_kwargs" : "reasoning_effort");
      addIf(model, "model", editedMembers);
      addIf(prompt > 0, "messages", editedMembers);
      addIf(usage, "stream_options", editedMembers);
      assertUntouchedBytes(request, edited, editedMembers);
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

  private static void expectUsage(ObjectNode body) {
    if (body.get("stream_options") instanceof ObjectNode options) {
      options.put("include_usage", true);
    } else {
      body.putObject("stream_options").put("include_usage", true);
    }
  }

  private static void addIf(boolean edited, String name, Set<String> names) {
    if (edited) {
      names.add(name);
    }
  }

  private static void assertUntouchedBytes(
      ChatRequest before, ChatRequest after, Set<String> editedMembers) {
    for (int i = 0; i < before.members().size(); i++) {
      Member old = before.members().get(i);
      Member now = after.members().get(i);
      assertThat(now.name()).isEqualTo(old.name());
      if (!editedMembers.contains(old.name())) {
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

  private static ChatRequest read(String body) {
    return ChatRequestReader.read(body.getBytes(UTF_8));
  }

  private static String raw(ChatRequest request, Slice at) {
    return new String(request.body(), at.start(), at.length(), UTF_8);
  }
}
