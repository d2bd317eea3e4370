package io.semanticrouter.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes JSON apart without decoding it: every part is the text as it was sent. */
public final class JsonSlices {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonSlices() {}

  /** A member of an object: its decoded name and its raw value. */
  public record Member(String name, String value) {}

  /** The members of an object in their order. */
  public static List<Member> members(String object) {
    List<Member> members = new ArrayList<>();
    byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(bytes)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.add(new Member(name, value(parser, bytes)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }

  /** The raw elements of an array in their order. */
  public static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    byte[] bytes = array.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(bytes)) {
      require(parser.nextToken() == JsonToken.START_ARRAY);
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser, bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return elements;
  }

  /** The raw value of the first member of that name. */
  public static Optional<String> value(String object, String name) {
    return members(object).stream()
        .filter(member -> member.name().equals(name))
        .map(Member::value)
        .findFirst();
  }

  private static String value(JsonParser parser, byte[] bytes) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static void require(boolean shape) throws IOException {
    if (!shape) {
      throw new IOException("another kind of JSON value was expected");
    }
  }
}
