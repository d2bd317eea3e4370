package io.semanticrouter.content;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A message that is read piece by piece, from a prompt, an answer or the events of a stream. */
final class MessageText {
  /** Whose words they are; any other name is the client's own, and may hold anything. */
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private static final int LONGEST_NAME = 128;

  /** A call whose pieces arrive one after the other. */
  private static final class Call {
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
  }

  private final StringBuilder text = new StringBuilder();
  private final List<Call> calls = new ArrayList<>(0);
  private String role;
  private String finishReason;

  MessageText(String role) {
    role(role);
  }

  void role(String named) {
    role = ROLES.contains(named) ? named : "unknown";
  }

  void finishReason(String reason) {
    finishReason = reason;
  }

  void text(String more) {
    ContentLimits.append(text, more);
  }

  boolean isEmpty() {
    return text.isEmpty() && calls.isEmpty();
  }

  /** As read: cut roughly, and not masked. */
  LlmMessage raw() {
    List<ToolCall> made = new ArrayList<>(calls.size());
    for (Call call : calls) {
      made.add(new ToolCall(call.name.toString(), call.arguments.toString()));
    }
    return new LlmMessage(role, text.toString(), made, finishReason);
  }

  /** Reads a {@code content}: a string, or parts of which some hold a text. */
  void readContent(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      readText(parser);
    } else if (value == JsonToken.START_ARRAY) {
      for (JsonToken part = parser.nextToken();
          part != JsonToken.END_ARRAY && part != null;
          part = parser.nextToken()) {
        readPart(parser, part);
      }
    } else {
      parser.skipChildren();
    }
  }

  private void readPart(JsonParser parser, JsonToken part) throws IOException {
    if (!text.isEmpty()) {
      text("\n");
    }
    if (part == JsonToken.VALUE_STRING) {
      readText(parser);
      return;
    }
    if (part != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    boolean texts = false;
    String type = "part";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "text", "refusal", "thinking" -> {
          texts |= value == JsonToken.VALUE_STRING;
          readContent(parser, value);
        }
        case "type" -> type = value == JsonToken.VALUE_STRING ? parser.getText() : type;
        default -> parser.skipChildren();
      }
    }
    if (!texts) {
      // An image or a sound: that it was there is all a trace can tell.
      text(isWord(type) ? '[' + type + ']' : "[part]");
    }
  }

  private static boolean isWord(String type) {
    return !type.isEmpty()
        && type.length() <= 32
        && type.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
  }

  void readText(JsonParser parser) throws IOException {
    ContentLimits.append(
        text, parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  /** Reads {@code tool_calls}, whole ones or, by their {@code index}, pieces of them. */
  void readCalls(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    int place = 0;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      readCall(parser, place++);
    }
  }

  private void readCall(JsonParser parser, int place) throws IOException {
    int index = place;
    Call read = new Call();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
        index = parser.getValueAsInt();
      } else if (name.equals("function") && value == JsonToken.START_OBJECT) {
        readFunction(parser, read);
      } else {
        parser.skipChildren();
      }
    }
    add(index, read);
  }

  private static void readFunction(JsonParser parser, Call call) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("name")) {
        ContentLimits.append(call.name, parser.getText());
      } else if (value == JsonToken.VALUE_STRING && name.equals("arguments")) {
        ContentLimits.append(call.arguments, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  /** A call that came whole. */
  void call(String name, String arguments) {
    Call call = new Call();
    ContentLimits.append(call.name, name);
    ContentLimits.append(call.arguments, arguments);
    add(calls.size(), call);
  }

  private void add(int index, Call piece) {
    if (index < calls.size() && index >= 0) {
      Call call = calls.get(index);
      ContentLimits.append(call.name, piece.name.toString());
      ContentLimits.append(call.arguments, piece.arguments.toString());
    } else if (index == calls.size() && index < ContentLimits.MAX_CALLS) {
      piece.name.setLength(Math.min(piece.name.length(), LONGEST_NAME));
      calls.add(piece);
    }
  }
}
