package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the {@code input} of the Responses API: a text of the user, or items. */
final class InputReader {
  /** Types of items in which a model speaks, where no role says otherwise. */
  private static final Set<String> OWN_WORDS =
      Set.of("reasoning", "function_call", "custom_tool_call");

  private final JsonParser parser;
  private final List<GuardedText> texts;
  private String lastUserText = "";
  private ChatMessage systemMessage;

  /**
   * Reads an input.
   *
   * @param texts gets what the model is told, but its own words
   */
  InputReader(JsonParser parser, List<GuardedText> texts) {
    this.parser = parser;
    this.texts = texts;
  }

  /** The text of the last user message that has one, or an empty string. */
  String lastUserText() {
    return lastUserText;
  }

  /** The first message that instructs the model, or null. */
  ChatMessage systemMessage() {
    return systemMessage;
  }

  void read(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      lastUserText = parser.getText();
      texts.add(GuardedText.told(lastUserText));
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw new InvalidRequestException("'input' must be a string or an array of items.", "input");
    }
    int items = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      readItem(new ContentReader(parser, "input[" + items++ + "]"));
    }
    if (items == 0) {
      throw new InvalidRequestException("'input' is empty: at least one item is needed.", "input");
    }
  }

  private void readItem(ContentReader content) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw content.fault("", "must be an object");
    }
    int start = BodyJson.start(parser);
    String role = null;
    String type = null;
    List<String> others = new ArrayList<>(2);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "role" -> role = word(".role", role, value, content);
        case "type" -> type = word(".type", type, value, content);
        case "content" -> content.read(value);
        default -> ItemTexts.collectMember(parser, name, value, others);
      }
    }
    Slice object = new Slice(start, BodyJson.end(parser));
    boolean message = type == null || type.equals("message");
    if (message && role == null) {
      throw content.fault(".role", "is missing");
    }
    if (message) {
      add(new ChatMessage(role, content.text(), object, content.place(), content.kind()));
    } else if (role != null || !OWN_WORDS.contains(type)) {
      addText(content.text(), false);
      others.forEach(text -> addText(text, false));
    }
  }

  private void add(ChatMessage message) {
    if (message.role().equals("assistant")) {
      return;
    }
    addText(message.text(), message.isSystem());
    if (message.isUser() && message.text() != null) {
      lastUserText = message.text();
    }
    if (message.isSystem() && systemMessage == null) {
      systemMessage = message;
    }
  }

  private void addText(String text, boolean system) {
    if (text != null) {
      texts.add(new GuardedText(text, system));
    }
  }

  /** A string, once; null is as good as nothing. */
  private String word(String path, String before, JsonToken value, ContentReader content)
      throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return before;
    }
    if (value != JsonToken.VALUE_STRING) {
      throw content.fault(path, "must be a string");
    }
    if (before != null) {
      throw content.fault(path, "occurs twice");
    }
    return parser.getText();
  }
}
