package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.io.IOException;
import java.util.Set;

/** Reads the {@code content} of one message: a text, or parts of which some hold a text. */
final class ContentReader {
  /**
   * Members of a content part that hold a text: OpenAI's {@code text} and {@code refusal}, and
   * {@code thinking}, which vLLM puts before the model too.
   */
  static final Set<String> PART_TEXTS = Set.of("text", "refusal", "thinking");

  /** Types of content part that are nothing without a text. */
  private static final Set<String> TEXT_PARTS = Set.of("text", "input_text", "output_text");

  private final JsonParser parser;
  private final String message;
  private ContentKind kind = ContentKind.NONE;
  private String text;
  private Slice place;
  private StringBuilder partTexts;

  /**
   * Reads the content of a message.
   *
   * @param message its path, such as {@code messages[2]}
   */
  ContentReader(JsonParser parser, String message) {
    this.parser = parser;
    this.message = message;
  }

  /** The text, its parts joined by line breaks; null if there is none. */
  String text() {
    return text;
  }

  /** Where it stands; null if the message has no content. */
  Slice place() {
    return place;
  }

  ContentKind kind() {
    return kind;
  }

  /**
   * Reads the value; leaves the parser at its last token.
   *
   * @param value its first
   */
  void read(JsonToken value) throws IOException {
    if (place != null) {
      throw fault(".content", "occurs twice");
    }
    int start = BodyJson.start(parser);
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
    place = new Slice(start, BodyJson.end(parser));
  }

  private String readParts() throws IOException {
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
        BodyJson.skip(parser, value);
      }
    }
    if (type == null) {
      throw fault(path + ".type", "is missing");
    }
    if (TEXT_PARTS.contains(type) && !hasText) {
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

  /** A fault at a path below the message. */
  InvalidRequestException fault(String path, String what) {
    return new InvalidRequestException("'" + message + path + "' " + what + ".", message + path);
  }
}
