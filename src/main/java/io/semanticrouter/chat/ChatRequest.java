package io.semanticrouter.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * A chat completion request.
 *
 * @param messages at least one
 * @param messagesArray the value of {@code messages}
 */
public record ChatRequest(Envelope envelope, List<ChatMessage> messages, Slice messagesArray)
    implements Conversation {

  @Override
  public ModelApi api() {
    return ModelApi.CHAT_COMPLETIONS;
  }

  /** The last user message that has a text, or null. */
  public ChatMessage lastUserMessage() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      ChatMessage message = messages.get(i);
      if (message.isUser() && message.text() != null) {
        return message;
      }
    }
    return null;
  }

  @Override
  public String lastUserText() {
    ChatMessage message = lastUserMessage();
    return message == null ? "" : message.text();
  }

  /** The first message that instructs the model, or null. */
  public ChatMessage systemMessage() {
    for (ChatMessage message : messages) {
      if (message.isSystem()) {
        return message;
      }
    }
    return null;
  }

  /** The texts of every user, tool and system message. */
  @Override
  public List<GuardedText> guardedTexts() {
    List<GuardedText> texts = new ArrayList<>(messages.size());
    for (ChatMessage message : messages) {
      if (message.text() != null) {
        texts.add(new GuardedText(message.text(), message.isSystem()));
      }
    }
    return texts;
  }

  /** Sizes only: prompts stay private. */
  @Override
  public String toString() {
    return "ChatRequest[" + body().length + " bytes, " + messages.size() + " messages]";
  }
}
