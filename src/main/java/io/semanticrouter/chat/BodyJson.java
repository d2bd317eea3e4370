package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The one way the router opens a JSON parser on a request body. */
final class BodyJson {
  /** Names come from clients: they are not worth a place in the JVM's table of strings. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(JsonLimits.OF_CLIENTS)
          .build();

  private BodyJson() {}

  static JsonParser open(byte[] body) throws IOException {
    return JSON.createParser(body);
  }

  /** Places that the parser tells count from the start of {@code part}. */
  static JsonParser open(byte[] body, Slice part) throws IOException {
    return JSON.createParser(body, part.start(), part.length());
  }

  /** The first byte of the current token. */
  static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** The byte behind what was read. */
  static int end(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  /**
   * Reads a value to its end, without looking at it; leaves the parser at its last token.
   *
   * @param token its first
   */
  static void skip(JsonParser parser, JsonToken token) throws IOException {
    if (token.isStructStart()) {
      parser.skipChildren();
    } else {
      parser.finishToken();
    }
  }
}
