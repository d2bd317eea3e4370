package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the array of messages: roles, texts and places. */
final class MessagesReader {
  /**
   * Members of a content part that hold a text: OpenAI's {@code text} and {@code refusal}, and
   * {@code thinking}, which vLLM puts before the model too.
   */
  static final Set<String> PART_TEXTS = Set.of("text", "refusal", "thinking");

  private final JsonParser parser;
  private int index;
  private String role;
  private String text;
  private Slice content;
  private ContentKind kind;
  private StringBuilder partTexts;

  MessagesReader(JsonParser parser) {
    this.parser = parser;
  }

  List<ChatMessage> read(JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      throw new InvalidRequestException("'messages' must be an array of messages.", "messages");
    }
    List<ChatMessage> messages = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      index = messages.size();
      messages.add(readMessage());
    }
    if (messages.isEmpty()) {
      throw new InvalidRequestException(
          "'messages' is empty: at least one message is needed.", "messages");
    }
    return messages;
  }

  private ChatMessage readMessage() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw fault("", "must be an object");
    }
    int start = tokenStart();
    role = null;
    text = null;
    content = null;
    kind = ContentKind.NONE;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "role" -> readRole(value);
        case "content" -> readContent(value);
        default -> skip(value);
      }
    }
    if (role == null) {
      throw fault(".role", "is missing");
    }
    // Nobody reads the assistant's own words: they are the model's, not the caller's.
    String read = role.equals("assistant") ? null : text;
    return new ChatMessage(role, read, new Slice(start, tokenEnd()), content, kind);
  }

  private void readRole(JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw fault(".role", "must be a string");
    }
    if (role != null) {
      throw fault(".role", "occurs twice");
    }
    role = parser.getText();
  }

  private void readContent(JsonToken value) throws IOException {
    if (content != null) {
      throw fault(".content", "occurs twice");
    }
    int start = tokenStart();
    switch (value) {
      case VALUE_NULL -> kind = ContentKind.NONE;
      case VALUE_STRING -> {
        kind = ContentKind.TEXT;
        text = parser.getText();
      }
      case START_ARRAY -> {
        kind = ContentKind.PARTS;
        text = readParts();
      }
      default -> throw fault(".content", "must be a string, an array of parts or null");
    }
    content = new Slice(start, tokenEnd());
  }

  private String readParts() throws IOException {
    partTexts = null;
    for (int part = 0; parser.nextToken() != JsonToken.END_ARRAY; part++) {
      readPart(".content[" + part + "]");
    }
    return partTexts == null ? null : partTexts.toString();
  }

  private void addPartText(String partText) {
    partTexts = partTexts == null ? new StringBuilder() : partTexts.append('\n');
    partTexts.append(partText);
  }

  private void readPart(String path) throws IOException {
    // A bare string among the parts is what vLLM accepts beside OpenAI's objects.
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      addPartText(parser.getText());
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw fault(path, "must be an object");
    }
    String type = null;
    boolean hasText = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("type")) {
        type = once(type == null, partString(value, path + ".type"), path + ".type");
      } else if (name.equals("text")) {
        addPartText(once(!hasText, partString(value, path + ".text"), path + ".text"));
        hasText = true;
      } else if (value == JsonToken.VALUE_STRING && PART_TEXTS.contains(name)) {
        addPartText(parser.getText());
      } else {
        skip(value);
      }
    }
    if (type == null) {
      throw fault(path + ".type", "is missing");
    }
    if (type.equals("text") && !hasText) {
      throw fault(path + ".text", "is missing");
    }
  }

  /** Two readers of a body may prefer different ones of two members, and one could hide a text. */
  private String once(boolean first, String value, String path) {
    if (!first) {
      throw fault(path, "occurs twice");
    }
    return value;
  }

  private String partString(JsonToken value, String path) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw fault(path, "must be a string");
    }
    return parser.getText();
  }

  private void skip(JsonToken value) throws IOException {
    if (value.isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
  }

  private InvalidRequestException fault(String path, String what) {
    String param = "messages[" + index + "]" + path;
    return new InvalidRequestException("'" + param + "' " + what + ".", param);
  }

  private int tokenStart() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private int tokenEnd() {
    return (int) parser.currentLocation().getByteOffset();
  }
}
