package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The member {@code incomplete_details} of a response of the Responses API. */
public final class IncompleteDetails {
  private IncompleteDetails() {}

  /**
   * Why the response is not complete; leaves the parser at the value's last token.
   *
   * @param value the first
   * @return null where it does not say
   */
  public static String reason(JsonParser parser, JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String reason = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().equals("reason");
      if (parser.nextToken() == JsonToken.VALUE_STRING && wanted) {
        reason = parser.getText();
      } else {
        reason = wanted ? null : reason;
        parser.skipChildren();
      }
    }
    return reason;
  }
}
