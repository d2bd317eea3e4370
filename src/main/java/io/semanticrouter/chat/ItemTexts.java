package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Collects the strings of a JSON value whose form is not known, wherever they stand in it: what a
 * model may be told must not slip by for being of a type that the router does not know.
 */
final class ItemTexts {
  /** Members that name, link or encode, and are not for reading. */
  private static final Set<String> NO_TEXTS =
      Set.of(
          "id",
          "call_id",
          "type",
          "status",
          "image_url",
          "file_id",
          "file_url",
          "file_data",
          "input_audio",
          "encrypted_content");

  /** Of a stored prompt; what they are called is up to whoever wrote that. */
  private static final String VARIABLES = "variables";

  private ItemTexts() {}

  /** False for the name of a member whose value is not for reading. */
  static boolean isText(String name) {
    return !NO_TEXTS.contains(name);
  }

  /**
   * Adds the strings of a value; leaves the parser at its last token.
   *
   * @param token the value's first
   */
  static void collect(JsonParser parser, JsonToken token, List<String> into) throws IOException {
    switch (token) {
      case VALUE_STRING -> into.add(parser.getText());
      case START_OBJECT -> {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          collectMember(parser, parser.currentName(), parser.nextToken(), into);
        }
      }
      case START_ARRAY -> {
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
          collect(parser, t, into);
        }
      }
      default -> parser.finishToken();
    }
  }

  /** The same for the value of a member, which its name may keep from being a text. */
  static void collectMember(JsonParser parser, String name, JsonToken token, List<String> into)
      throws IOException {
    if (name.equals(VARIABLES) && token == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        collect(parser, parser.nextToken(), into);
      }
    } else if (isText(name)) {
      collect(parser, token, into);
    } else {
      BodyJson.skip(parser, token);
    }
  }
}
