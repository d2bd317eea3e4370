package io.semanticrouter.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.IncompleteDetails;
import io.semanticrouter.tracing.LlmMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a model says while its answer passes: from a whole answer, or from one event of a
 * stream after the other. Text that is no answer adds nothing. What it thinks before it speaks
 * ({@code reasoning_content}) is not collected.
 */
public final class AnswerText {
  private static final JsonFactory JSON = new JsonFactory();

  /** Says of a response and of a choice alike that a filter ended it. */
  private static final String FILTERED = "content_filter";

  /** One for each choice; a response has one. */
  private final List<MessageText> choices = new ArrayList<>(1);

  AnswerText() {}

  /** Reads a JSON text: an answer or an event. */
  public void read(byte[] bytes, int from, int length) {
    try (JsonParser parser = JSON.createParser(bytes, from, length)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readRoot(parser);
      }
    } catch (IOException e) {
      return; // what was read so far stands; the bytes are relayed as they are
    }
  }

  /** What was said, not masked, and not cut to the last character. */
  List<LlmMessage> raw() {
    return choices.stream().filter(choice -> !choice.isEmpty()).map(MessageText::raw).toList();
  }

  private void readRoot(JsonParser parser) throws IOException {
    String type = "";
    String delta = null;
    String status = "";
    String reason = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "choices" -> readChoices(parser, value);
        case "type" -> type = word(parser, value);
        case "delta" -> delta = word(parser, value);
        case "status" -> status = word(parser, value);
        case "incomplete_details" -> reason = IncompleteDetails.reason(parser, value);
        case "output" -> readOutput(parser, value);
        case "response" -> {
          if (value == JsonToken.START_OBJECT) {
            readRoot(parser);
          }
        }
        default -> parser.skipChildren();
      }
    }
    if (delta != null
        && (type.equals("response.output_text.delta") || type.equals("response.refusal.delta"))) {
      choice(0).text(delta);
    }
    switch (status) {
      case "completed" -> choice(0).finishReason("stop");
      case "incomplete" -> choice(0).finishReason(FILTERED.equals(reason) ? FILTERED : "length");
      default -> {}
    }
  }

  private static String word(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  /** Null beyond the choices that are kept. */
  private MessageText choice(int index) {
    if (index < 0 || index >= ContentLimits.MAX_CHOICES) {
      return null;
    }
    while (choices.size() <= index) {
      choices.add(new MessageText("assistant"));
    }
    return choices.get(index);
  }

  private void readChoices(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    int place = 0;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      readChoice(parser, place++);
    }
  }

  /** The index comes first in what backends write; where it does not, the place counts. */
  private void readChoice(JsonParser parser, int place) throws IOException {
    MessageText choice = choice(place);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
        choice = choice(parser.getValueAsInt(-1));
      } else if (choice == null || value == JsonToken.VALUE_NULL) {
        parser.skipChildren();
      } else {
        readMember(parser, name, value, choice);
      }
    }
  }

  private static void readMember(
      JsonParser parser, String name, JsonToken value, MessageText choice) throws IOException {
    switch (name) {
      case "text" -> choice.readContent(parser, value);
      case "finish_reason" -> choice.finishReason(word(parser, value));
      case "delta", "message" -> {
        if (value == JsonToken.START_OBJECT) {
          readMessage(parser, choice);
        }
      }
      default -> parser.skipChildren();
    }
  }

  private static void readMessage(JsonParser parser, MessageText choice) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "content", "refusal" -> choice.readContent(parser, value);
        case "tool_calls" -> choice.readCalls(parser, value);
        default -> parser.skipChildren();
      }
    }
  }

  /** The whole output of a response, in the place of what its events have told so far. */
  private void readOutput(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    MessageText said = new MessageText("assistant");
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      readItem(parser, said);
    }
    if (!said.isEmpty()) {
      choices.clear();
      choices.add(said);
    }
  }

  private static void readItem(JsonParser parser, MessageText said) throws IOException {
    String type = "";
    String name = "";
    String arguments = "";
    MessageText item = new MessageText("assistant");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (member) {
        case "type" -> type = word(parser, value);
        case "name" -> name = word(parser, value);
        case "arguments" -> arguments = word(parser, value);
        case "content" -> item.readContent(parser, value);
        default -> parser.skipChildren();
      }
    }
    if (type.equals("message")) {
      said.text(item.raw().text());
    } else if (type.equals("function_call")) {
      said.call(name, arguments);
    }
  }
}
