package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the string tokens of a body that {@link ChatMessage#text} was read from. */
public final class TextPlaces {
  private TextPlaces() {}

  /**
   * The tokens, quotes included, in their order.
   *
   * @param body of the request
   * @param message of the same request
   */
  public static List<Slice> of(byte[] body, ChatMessage message) {
    if (message.contentKind() == ContentKind.NONE) {
      return List.of();
    }
    if (message.contentKind() == ContentKind.TEXT) {
      return List.of(message.content());
    }
    Slice content = message.content();
    List<Slice> places = new ArrayList<>();
    try (JsonParser parser = BodyJson.open(body, content)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          places.add(token(parser, content.start()));
        } else {
          addTextsOfPart(parser, content.start(), places);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a body that was read before does not read again", e);
    }
    return places;
  }

  private static void addTextsOfPart(JsonParser parser, int offset, List<Slice> places)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean text = ContentReader.PART_TEXTS.contains(parser.currentName());
      JsonToken value = parser.nextToken();
      if (text && value == JsonToken.VALUE_STRING) {
        places.add(token(parser, offset));
      } else if (value.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private static Slice token(JsonParser parser, int offset) throws IOException {
    int start = BodyJson.start(parser);
    parser.finishToken();
    int end = BodyJson.end(parser);
    return new Slice(offset + start, offset + end);
  }
}
