package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a request in one pass. Only what the router needs is decoded; of everything else just the
 * place in the body is noted. This is what the APIs have in common; subclasses read what is their
 * own.
 */
abstract class RequestReader<R extends ModelRequest> {
  /** Stands at the value of the member that is read. */
  final JsonParser parser;

  private final byte[] body;
  private final List<Member> members = new ArrayList<>(12);
  private final Set<String> names = new HashSet<>(24);
  private String model;
  private boolean stream;
  private boolean includeUsage;
  private String user;
  private String safetyIdentifier;

  RequestReader(byte[] body, JsonParser parser) {
    this.body = body;
    this.parser = parser;
  }

  /** Makes the reader of one body. */
  interface Factory<R extends ModelRequest> {
    RequestReader<R> of(byte[] body, JsonParser parser);
  }

  /**
   * Reads a member that not all APIs have; leaves the parser at the value's last token.
   *
   * @param token the value's first
   */
  abstract void readOwn(String name, JsonToken token) throws IOException;

  /**
   * The request, when all members were read.
   *
   * @throws InvalidRequestException if it lacks one of its own
   */
  abstract R request(Envelope envelope);

  /**
   * Reads a body.
   *
   * @param sent a JSON object in UTF-8; a byte order mark is dropped
   * @throws InvalidRequestException if it is not one, or lacks what its API needs
   */
  static <R extends ModelRequest> R read(byte[] sent, Factory<R> readers) {
    byte[] body = withoutByteOrderMark(sent);
    requireUtf8(body);
    try (JsonParser parser = BodyJson.open(body)) {
      return readers.of(body, parser).readWithinLimits();
    } catch (JsonProcessingException e) {
      throw new InvalidRequestException(
          "The request body is not valid JSON" + place(e.getLocation()), null);
    } catch (IOException e) {
      throw new InvalidRequestException("The request body is not valid UTF-8 text.", null);
    }
  }

  private R readWithinLimits() throws IOException {
    try {
      return readBody();
    } catch (StreamConstraintsException e) {
      throw new InvalidRequestException(
          "The request body goes beyond a limit of the JSON reader (nesting deeper than 1,000 levels,"
              + " a number longer than 1,000 digits or a name longer than 1,000 characters)"
              + place(parser.currentLocation()),
          null);
    }
  }

  private static String place(JsonLocation at) {
    return at == null
        ? "."
        : ": stopped at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
  }

  /** Jackson would pass over one of its own accord and leave it in what goes upstream. */
  private static byte[] withoutByteOrderMark(byte[] sent) {
    if (!ByteOrderMark.isAt(sent, 0, sent.length)) {
      return sent;
    }
    byte[] body = Arrays.copyOfRange(sent, ByteOrderMark.LENGTH, sent.length);
    if (ByteOrderMark.isAt(body, 0, body.length)) {
      throw new InvalidRequestException(
          "The request body is not valid JSON: stopped at line 1, column 1.", null);
    }
    return body;
  }

  /** Jackson would guess UTF-16 and UTF-32 from zero bytes; JSON between systems is UTF-8. */
  private static void requireUtf8(byte[] body) {
    boolean otherWidth = body.length >= 2 && (body[0] == 0 || body[1] == 0);
    if (otherWidth || !Utf8.isValid(body)) {
      throw new InvalidRequestException("The request body is not valid UTF-8 text.", null);
    }
  }

  private R readBody() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidRequestException(
          "The request body is empty; it must be a JSON object.", null);
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidRequestException("The request body must be a JSON object.", null);
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      readMember(parser.currentName());
    }
    int closingBrace = BodyJson.start(parser);
    if (parser.nextToken() != null) {
      throw new InvalidRequestException(
          "The request body holds more than one JSON value" + place(parser.currentTokenLocation()),
          null);
    }
    if (model == null) {
      throw new InvalidRequestException(
          "'model' is missing: name a model, or 'auto' to let the router choose.", "model");
    }
    String caller = user != null ? user : safetyIdentifier;
    return request(new Envelope(body, model, stream, includeUsage, caller, members, closingBrace));
  }

  private void readMember(String name) throws IOException {
    if (!names.add(name)) {
      throw new InvalidRequestException(
          "The request body has two members of the same name"
              + place(parser.currentTokenLocation()),
          null);
    }
    JsonToken token = parser.nextToken();
    int start = BodyJson.start(parser);
    switch (name) {
      case "model" -> model = requiredString(token, name);
      case "stream" -> stream = optionalBoolean(token, name);
      case "stream_options" -> readStreamOptions(token);
      case "user" -> user = optionalString(token, name);
      case "safety_identifier" -> safetyIdentifier = optionalString(token, name);
      default -> readOwn(name, token);
    }
    members.add(new Member(name, new Slice(start, BodyJson.end(parser))));
  }

  private void readStreamOptions(JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_OBJECT) {
      throw new InvalidRequestException(
          "'stream_options' must be an object or null.", "stream_options");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean usage = parser.currentName().equals("include_usage");
      JsonToken value = parser.nextToken();
      if (usage) {
        includeUsage = optionalBoolean(value, "stream_options.include_usage");
      } else {
        BodyJson.skip(parser, value);
      }
    }
  }

  private String requiredString(JsonToken token, String name) throws IOException {
    if (token != JsonToken.VALUE_STRING || parser.getTextLength() == 0) {
      throw new InvalidRequestException("'" + name + "' must be a non-empty string.", name);
    }
    return parser.getText();
  }

  final String optionalString(JsonToken token, String name) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw new InvalidRequestException("'" + name + "' must be a string or null.", name);
    }
    return parser.getTextLength() == 0 ? null : parser.getText();
  }

  private static boolean optionalBoolean(JsonToken token, String name) {
    if (token == JsonToken.VALUE_TRUE) {
      return true;
    }
    if (token == JsonToken.VALUE_FALSE || token == JsonToken.VALUE_NULL) {
      return false;
    }
    throw new InvalidRequestException("'" + name + "' must be true, false or null.", name);
  }
}
