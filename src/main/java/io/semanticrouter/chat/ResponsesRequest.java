package io.semanticrouter.chat;

import java.util.List;

/**
 * A request of the Responses API.
 *
 * @param instructions the system message outside of {@code input}; null if there is none
 * @param systemMessage the first message within {@code input} that instructs the model, or null
 */
public record ResponsesRequest(
    Envelope envelope,
    String instructions,
    ChatMessage systemMessage,
    String lastUserText,
    List<GuardedText> guardedTexts)
    implements Conversation {

  @Override
  public ModelApi api() {
    return ModelApi.RESPONSES;
  }

  /** Sizes only: prompts stay private. */
  @Override
  public String toString() {
    return "ResponsesRequest[" + body().length + " bytes, " + guardedTexts.size() + " texts]";
  }
}
