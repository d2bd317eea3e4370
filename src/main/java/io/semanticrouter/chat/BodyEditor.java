package io.semanticrouter.chat;

import static io.semanticrouter.chat.BodyEdits.escaped;
import static io.semanticrouter.chat.BodyEdits.quoted;

import io.semanticrouter.chat.ChatMessage.ContentKind;

/** The changes the router makes to the body of a request that it has read. */
public abstract sealed class BodyEditor permits ChatEditor, ResponsesEditor {
  final BodyEdits edits;
  private final Conversation request;

  BodyEditor(Conversation request) {
    this.request = request;
    this.edits = new BodyEdits(request);
  }

  /** The editor of a request. */
  public static BodyEditor of(Conversation request) {
    return switch (request) {
      case ChatRequest chat -> new ChatEditor(chat);
      case ResponsesRequest responses -> new ResponsesEditor(responses);
    };
  }

  /** Puts {@code prompt} in the place of the client's system message, or adds one. */
  public abstract BodyEditor replaceSystemPrompt(String prompt);

  /** Puts {@code prompt} before the text of the client's system message, or adds one. */
  public abstract BodyEditor insertSystemPrompt(String prompt);

  /** Says how much to reason, as the API at hand has it. */
  public abstract BodyEditor effort(String parameter, String effort);

  /** Asks for another model. */
  public BodyEditor model(String model) {
    edits.model(model);
    return this;
  }

  /** Sets a boolean in {@code chat_template_kwargs}, which is added where it is missing. */
  public BodyEditor templateSwitch(String parameter, boolean on) {
    edits.set("chat_template_kwargs", parameter, String.valueOf(on));
    return this;
  }

  /** Asks for the token counts at the end of a stream; other {@code stream_options} stay. */
  public BodyEditor includeUsage() {
    edits.includeUsage();
    return this;
  }

  /** The edited body; the client's own bytes where nothing was edited. */
  public byte[] toBytes() {
    return edits.toBytes();
  }

  void replaceIn(ChatMessage system, String prompt) {
    if (system.content() == null) {
      edits.insert(system.object().start() + 1, "\"content\":" + quoted(prompt) + ",");
    } else {
      edits.replace(system.content(), quoted(prompt));
    }
  }

  /**
   * Puts {@code prompt} before the text of a message.
   *
   * @param partType what the API calls a content part with a text
   */
  void insertIn(ChatMessage system, String prompt, String partType) {
    if (system.contentKind() == ContentKind.TEXT && !system.text().isEmpty()) {
      edits.insert(system.content().start() + 1, escaped(prompt + "\n\n"));
    } else if (system.contentKind() == ContentKind.PARTS) {
      edits.insert(
          system.content().start() + 1,
          "{\"type\":\""
              + partType
              + "\",\"text\":"
              + quoted(prompt)
              + (isEmptyArray(system.content()) ? "}" : "},"));
    } else {
      replaceIn(system, prompt);
    }
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
