package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes of a request body, spliced into its bytes: what is not edited stays byte for byte as the
 * client sent it.
 */
public final class BodyEdits {
  private record Edit(Slice at, byte[] text) {}

  private final ModelRequest request;
  private final List<Edit> edits = new ArrayList<>(4);

  public BodyEdits(ModelRequest request) {
    this.request = request;
  }

  /** Asks for another model. */
  public BodyEdits model(String model) {
    if (!model.equals(request.model())) {
      replace(request.member("model"), quoted(model));
    }
    return this;
  }

  /** Asks for the token counts at the end of a stream; other {@code stream_options} stay. */
  public BodyEdits includeUsage() {
    return set("stream_options", "include_usage", "true");
  }

  /**
   * Sets a member of an object at the top level; the object is added where it is missing.
   *
   * @param value JSON
   */
  BodyEdits set(String object, String key, String value) {
    Slice present = request.member(object);
    String entry = quoted(key) + ":" + value;
    if (present == null) {
      addMember(quoted(object) + ":{" + entry + "}");
    } else if (request.body()[present.start()] != '{') {
      replace(present, "{" + entry + "}");
    } else {
      setEntry(present, key, value);
    }
    return this;
  }

  /** Sets a top-level string member, which is added where it is missing. */
  BodyEdits stringMember(String name, String value) {
    Slice present = request.member(name);
    if (present == null) {
      addMember(quoted(name) + ":" + quoted(value));
    } else {
      replace(present, quoted(value));
    }
    return this;
  }

  /** The edited body; the client's own bytes where nothing was edited. */
  public byte[] toBytes() {
    if (edits.isEmpty()) {
      return request.body();
    }
    edits.sort(Comparator.comparingInt(edit -> edit.at().start()));
    byte[] body = request.body();
    int length = body.length;
    for (Edit edit : edits) {
      length += edit.text().length - edit.at().length();
    }
    byte[] result = new byte[length];
    int from = 0;
    int to = 0;
    for (Edit edit : edits) {
      int kept = edit.at().start() - from;
      System.arraycopy(body, from, result, to, kept);
      System.arraycopy(edit.text(), 0, result, to + kept, edit.text().length);
      to += kept + edit.text().length;
      from = edit.at().end();
    }
    System.arraycopy(body, from, result, to, body.length - from);
    return result;
  }

  /** Replaces every occurrence of the key, so that no reader can prefer another one. */
  private void setEntry(Slice object, String key, String value) {
    boolean found = false;
    boolean empty = true;
    try (JsonParser parser = BodyJson.open(request.body(), object)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        empty = false;
        boolean wanted = parser.currentName().equals(key);
        JsonToken token = parser.nextToken();
        int start = object.start() + BodyJson.start(parser);
        BodyJson.skip(parser, token);
        if (wanted) {
          found = true;
          int end = object.start() + BodyJson.end(parser);
          replace(new Slice(start, end), value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a body that was read before does not read again", e);
    }
    if (!found) {
      insert(object.end() - 1, (empty ? "" : ",") + quoted(key) + ":" + value);
    }
  }

  void addMember(String member) {
    insert(request.closingBrace(), "," + member);
  }

  void replace(Slice at, String text) {
    edits.add(new Edit(at, text.getBytes(StandardCharsets.UTF_8)));
  }

  void insert(int at, String text) {
    replace(new Slice(at, at), text);
  }

  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
