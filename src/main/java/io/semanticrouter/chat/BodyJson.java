package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** The one way the router opens a JSON parser on a request body. */
final class BodyJson {
  /** Names come from clients: they are not worth a place in the JVM's table of strings. */
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private BodyJson() {}

  static JsonParser open(byte[] body) throws IOException {
    return JSON.createParser(body);
  }

  /** Places that the parser tells count from the start of {@code part}. */
  static JsonParser open(byte[] body, Slice part) throws IOException {
    return JSON.createParser(body, part.start(), part.length());
  }
}
