package io.semanticrouter.chat;

import static io.semanticrouter.chat.BodyEdits.escaped;
import static io.semanticrouter.chat.BodyEdits.quoted;

/**
 * Edits a request of the Responses API: the system prompt is its {@code instructions}, unless the
 * client has put it into the input.
 */
final class ResponsesEditor extends BodyEditor {
  private static final String INSTRUCTIONS = "instructions";

  private final ResponsesRequest request;

  ResponsesEditor(ResponsesRequest request) {
    super(request);
    this.request = request;
  }

  @Override
  public BodyEditor replaceSystemPrompt(String prompt) {
    if (request.instructions() != null || request.systemMessage() == null) {
      edits.stringMember(INSTRUCTIONS, prompt);
    } else {
      replaceIn(request.systemMessage(), prompt);
    }
    return this;
  }

  @Override
  public BodyEditor insertSystemPrompt(String prompt) {
    if (request.instructions() != null) {
      edits.insert(request.member(INSTRUCTIONS).start() + 1, escaped(prompt + "\n\n"));
    } else if (request.systemMessage() == null) {
      edits.stringMember(INSTRUCTIONS, prompt);
    } else {
      insertIn(request.systemMessage(), prompt, "input_text");
    }
    return this;
  }

  /** {@code reasoning_effort} is a member of an object here. */
  @Override
  public BodyEditor effort(String parameter, String effort) {
    if (parameter.equals("reasoning_effort")) {
      edits.set("reasoning", "effort", quoted(effort));
    } else {
      edits.stringMember(parameter, effort);
    }
    return this;
  }
}
