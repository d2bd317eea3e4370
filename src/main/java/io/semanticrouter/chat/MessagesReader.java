package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the array of messages: roles, texts and places. */
final class MessagesReader {
  private final JsonParser parser;
  private int index;
  private String role;
  private String text;
  private Slice content;
  private ContentKind kind;

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
    StringBuilder joined = null;
    for (int part = 0; parser.nextToken() != JsonToken.END_ARRAY; part++) {
      String partText = readPart(part);
      if (partText != null) {
        joined = joined == null ? new StringBuilder() : joined.append('\n');
        joined.append(partText);
      }
    }
    return joined == null ? null : joined.toString();
  }

  private String readPart(int part) throws IOException {
    String path = ".content[" + part + "]";
    // A bare string among the parts is what vLLM accepts beside OpenAI's objects.
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw fault(path, "must be an object");
    }
    String type = null;
    String partText = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "type" -> type = partString(value, path + ".type");
        case "text" -> partText = partString(value, path + ".text");
        default -> skip(value);
      }
    }
    if (type == null) {
      throw fault(path + ".type", "is missing");
    }
    if (type.equals("text") && partText == null) {
      throw fault(path + ".text", "is missing");
    }
    return partText;
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
