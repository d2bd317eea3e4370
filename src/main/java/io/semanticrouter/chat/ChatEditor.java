package io.semanticrouter.chat;

/** Edits a chat completion request: the system prompt is its first system message. */
final class ChatEditor extends BodyEditor {
  private final ChatRequest request;

  ChatEditor(ChatRequest request) {
    super(request);
    this.request = request;
  }

  @Override
  public BodyEditor replaceSystemPrompt(String prompt) {
    ChatMessage system = request.systemMessage();
    if (system == null) {
      addSystemMessage(prompt);
    } else {
      replaceIn(system, prompt);
    }
    return this;
  }

  @Override
  public BodyEditor insertSystemPrompt(String prompt) {
    ChatMessage system = request.systemMessage();
    if (system == null) {
      addSystemMessage(prompt);
    } else {
      insertIn(system, prompt, "text");
    }
    return this;
  }

  private void addSystemMessage(String prompt) {
    edits.insert(
        request.messagesArray().start() + 1,
        "{\"role\":\"system\",\"content\":" + BodyEdits.quoted(prompt) + "},");
  }

  @Override
  public BodyEditor effort(String parameter, String effort) {
    edits.stringMember(parameter, effort);
    return this;
  }
}
