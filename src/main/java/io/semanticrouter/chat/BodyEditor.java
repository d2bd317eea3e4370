package io.semanticrouter.chat;

import static io.semanticrouter.chat.BodyEdits.escaped;
import static io.semanticrouter.chat.BodyEdits.quoted;

import io.semanticrouter.chat.ChatMessage.ContentKind;

/** The changes the router makes to the body of a chat completion request. */
public final class BodyEditor {
  private final ChatRequest request;
  private final BodyEdits edits;

  public BodyEditor(ChatRequest request) {
    this.request = request;
    this.edits = new BodyEdits(request);
  }

  /** Asks for another model. */
  public BodyEditor model(String model) {
    edits.model(model);
    return this;
  }

  /** Puts {@code prompt} in the place of the client's first system message, or adds one. */
  public BodyEditor replaceSystemPrompt(String prompt) {
    ChatMessage system = systemMessage();
    if (system == null) {
      addSystemMessage(prompt);
    } else if (system.content() == null) {
      edits.insert(system.object().start() + 1, "\"content\":" + quoted(prompt) + ",");
    } else {
      edits.replace(system.content(), quoted(prompt));
    }
    return this;
  }

  /** Puts {@code prompt} before the text of the client's first system message, or adds one. */
  public BodyEditor insertSystemPrompt(String prompt) {
    ChatMessage system = systemMessage();
    if (system == null) {
      addSystemMessage(prompt);
    } else if (system.contentKind() == ContentKind.TEXT && !system.text().isEmpty()) {
      edits.insert(system.content().start() + 1, escaped(prompt + "\n\n"));
    } else if (system.contentKind() == ContentKind.PARTS) {
      edits.insert(
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
    edits.set("chat_template_kwargs", parameter, on);
    return this;
  }

  /** Asks for the token counts at the end of a stream; other {@code stream_options} stay. */
  public BodyEditor includeUsage() {
    edits.includeUsage();
    return this;
  }

  /** Sets a top-level string member, which is added where it is missing. */
  public BodyEditor stringMember(String name, String value) {
    edits.stringMember(name, value);
    return this;
  }

  /** The edited body; the client's own bytes where nothing was edited. */
  public byte[] toBytes() {
    return edits.toBytes();
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
    edits.insert(request.messagesArray().start() + 1, systemMessage(prompt) + ",");
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
}
