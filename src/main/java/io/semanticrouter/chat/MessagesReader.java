package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the array of messages: roles, texts and places. */
final class MessagesReader {
  private final JsonParser parser;

  MessagesReader(JsonParser parser) {
    this.parser = parser;
  }

  List<ChatMessage> read(JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      throw new InvalidRequestException("'messages' must be an array of messages.", "messages");
    }
    List<ChatMessage> messages = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      messages.add(readMessage(new ContentReader(parser, "messages[" + messages.size() + "]")));
    }
    if (messages.isEmpty()) {
      throw new InvalidRequestException(
          "'messages' is empty: at least one message is needed.", "messages");
    }
    return messages;
  }

  private ChatMessage readMessage(ContentReader content) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw content.fault("", "must be an object");
    }
    int start = BodyJson.start(parser);
    String role = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "role" -> role = readRole(role, value, content);
        case "content" -> content.read(value);
        default -> BodyJson.skip(parser, value);
      }
    }
    if (role == null) {
      throw content.fault(".role", "is missing");
    }
    // Nobody reads the assistant's own words: they are the model's, not the caller's.
    String read = role.equals("assistant") ? null : content.text();
    Slice object = new Slice(start, BodyJson.end(parser));
    return new ChatMessage(role, read, object, content.place(), content.kind());
  }

  private String readRole(String before, JsonToken value, ContentReader content)
      throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw content.fault(".role", "must be a string");
    }
    if (before != null) {
      throw content.fault(".role", "occurs twice");
    }
    return parser.getText();
  }
}
