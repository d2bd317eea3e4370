package io.semanticrouter.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.tracing.LlmMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads what a model is told from the body of a request. */
final class PromptReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private final ModelApi api;
  private final JsonParser parser;
  private final Deque<LlmMessage> messages = new ArrayDeque<>();

  /** The Responses API keeps it apart from the input, which may come before it. */
  private LlmMessage instructions;

  private PromptReader(ModelApi api, JsonParser parser) {
    this.api = api;
    this.parser = parser;
  }

  /**
   * Reads a body, which is known to be JSON.
   *
   * @return the last messages, not masked, and not cut to the last character
   */
  static List<LlmMessage> read(ModelApi api, byte[] body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      return new PromptReader(api, parser).read();
    }
  }

  private List<LlmMessage> read() throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (api) {
        case CHAT_COMPLETIONS -> readItems(name.equals("messages"), value);
        case COMPLETIONS -> readItems(name.equals("prompt"), value);
        case EMBEDDINGS -> readItems(name.equals("input"), value);
        case RESPONSES -> {
          if (name.equals("instructions") && value == JsonToken.VALUE_STRING) {
            instructions = text("system");
          } else {
            readItems(name.equals("input"), value);
          }
        }
      }
    }
    if (instructions != null) {
      messages.addFirst(instructions);
    }
    return List.copyOf(messages);
  }

  private LlmMessage text(String role) throws IOException {
    MessageText message = new MessageText(role);
    message.readText(parser);
    return message.raw();
  }

  private void readItems(boolean wanted, JsonToken value) throws IOException {
    if (wanted && value == JsonToken.VALUE_STRING) {
      add(text("user"));
    } else if (wanted && value == JsonToken.START_ARRAY) {
      for (JsonToken item = parser.nextToken();
          item != JsonToken.END_ARRAY;
          item = parser.nextToken()) {
        if (item == JsonToken.VALUE_STRING) {
          add(text("user"));
        } else if (item == JsonToken.START_OBJECT) {
          readItem();
        } else {
          parser.skipChildren(); // tokens instead of a text
        }
      }
    } else {
      parser.skipChildren();
    }
  }

  private void readItem() throws IOException {
    MessageText message = new MessageText("unknown");
    String type = "";
    String name = "";
    String arguments = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      String word = value == JsonToken.VALUE_STRING ? parser.getText() : "";
      switch (member) {
        case "role" -> message.role(word);
        case "type" -> type = word;
        case "name" -> name = word;
        case "arguments" -> arguments = word;
        case "content", "output" -> message.readContent(parser, value);
        case "tool_calls" -> message.readCalls(parser, value);
        default -> parser.skipChildren();
      }
    }
    if (type.equals("function_call")) {
      message.role("assistant");
      message.call(name, arguments);
    } else if (type.equals("function_call_output")) {
      message.role("tool");
    }
    if (!message.isEmpty()) {
      add(message.raw());
    }
  }

  private void add(LlmMessage message) {
    if (messages.size() == ContentLimits.MAX_MESSAGES) {
      messages.removeFirst();
    }
    messages.addLast(message);
  }
}
