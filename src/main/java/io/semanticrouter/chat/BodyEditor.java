package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.semanticrouter.chat.ChatMessage.ContentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The changes the router makes to a request body, spliced into its bytes: what is not edited stays
 * byte for byte as the client sent it.
 */
public final class BodyEditor {
  private record Edit(Slice at, byte[] text) {}

  private final ChatRequest request;
  private final List<Edit> edits = new ArrayList<>(4);

  public BodyEditor(ChatRequest request) {
    this.request = request;
  }

  /** Asks for another model. */
  public BodyEditor model(String model) {
    if (!model.equals(request.model())) {
      replace(request.member("model"), quoted(model));
    }
    return this;
  }

  /** Puts {@code prompt} in the place of the client's first system message, or adds one. */
  public BodyEditor replaceSystemPrompt(String prompt) {
    ChatMessage system = systemMessage();
    if (system == null) {
      addSystemMessage(prompt);
    } else if (system.content() == null) {
      insert(system.object().start() + 1, "\"content\":" + quoted(prompt) + ",");
    } else {
      replace(system.content(), quoted(prompt));
    }
    return this;
  }

  /** Puts {@code prompt} before the text of the client's first system message, or adds one. */
  public BodyEditor insertSystemPrompt(String prompt) {
    ChatMessage system = systemMessage();
    if (system == null) {
      addSystemMessage(prompt);
    } else if (system.contentKind() == ContentKind.TEXT && !system.text().isEmpty()) {
      insert(system.content().start() + 1, escaped(prompt + "\n\n"));
    } else if (system.contentKind() == ContentKind.PARTS) {
      insert(
          system.content().start() + 1,
          "{\"type\":\"text\",\"text\":"
              + quoted(prompt)
              + (isEmptyArray(system.content()) ? "}" : "},"));
    } else {
      replaceSystemPrompt(prompt);
    }
    return this;
  }

  /** Sets a boolean in {@code chat_template_kwargs}, which is added where it is missing. */
  public BodyEditor templateSwitch(String parameter, boolean on) {
    return setIn("chat_template_kwargs", parameter, on);
  }

  /** Asks for the token counts at the end of a stream; other {@code stream_options} stay. */
  public BodyEditor includeUsage() {
    return setIn("stream_options", "include_usage", true);
  }

  private BodyEditor setIn(String object, String key, boolean value) {
    Slice present = request.member(object);
    String entry = quoted(key) + ":" + value;
    if (present == null) {
      addMember(quoted(object) + ":{" + entry + "}");
    } else if (request.body()[present.start()] != '{') {
      replace(present, "{" + entry + "}");
    } else {
      setEntry(present, key, String.valueOf(value));
    }
    return this;
  }

  /** Sets a top-level string member, which is added where it is missing. */
  public BodyEditor stringMember(String name, String value) {
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

  private ChatMessage systemMessage() {
    for (ChatMessage message : request.messages()) {
      if (message.isSystem()) {
        return message;
      }
    }
    return null;
  }

  private void addSystemMessage(String prompt) {
    insert(request.messagesArray().start() + 1, systemMessage(prompt) + ",");
  }

  private static String systemMessage(String prompt) {
    return "{\"role\":\"system\",\"content\":" + quoted(prompt) + "}";
  }

  private boolean isEmptyArray(Slice array) {
    for (int i = array.start() + 1; i < array.end() - 1; i++) {
      if (request.body()[i] > ' ' || request.body()[i] < 0) {
        return false;
      }
    }
    return true;
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
        int start = object.start() + (int) parser.currentTokenLocation().getByteOffset();
        if (token.isStructStart()) {
          parser.skipChildren();
        } else {
          parser.finishToken();
        }
        if (wanted) {
          found = true;
          int end = object.start() + (int) parser.currentLocation().getByteOffset();
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

  private void addMember(String member) {
    insert(request.closingBrace(), "," + member);
  }

  private void replace(Slice at, String text) {
    edits.add(new Edit(at, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void insert(int at, String text) {
    replace(new Slice(at, at), text);
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }
}
