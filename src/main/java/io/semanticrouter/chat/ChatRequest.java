package io.semanticrouter.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * A chat completion request: the bytes as sent, and where in them stands what the router reads or
 * changes. Everything else is relayed without being looked at.
 *
 * @param body the JSON text; not to be modified
 * @param model as asked for
 * @param stream true if the client wants server-sent events
 * @param includeUsage true if the client wants a usage event at the end of the stream
 * @param user the body's {@code user}, else its {@code safety_identifier}, else null
 * @param messages at least one
 * @param members the top-level members in their order
 * @param messagesArray the value of {@code messages}
 * @param closingBrace offset of the last brace of the body
 */
public record ChatRequest(
    byte[] body,
    String model,
    boolean stream,
    boolean includeUsage,
    String user,
    List<ChatMessage> messages,
    List<Member> members,
    Slice messagesArray,
    int closingBrace) {

  /** A top-level member of the body. */
  public record Member(String name, Slice value) {}

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

  /** The text that is understood: the last user message's, or an empty string. */
  public String lastUserText() {
    ChatMessage message = lastUserMessage();
    return message == null ? "" : message.text();
  }

  /** The texts the security stages read: every user, tool and system message. */
  public List<String> guardedTexts() {
    List<String> texts = new ArrayList<>(messages.size());
    for (ChatMessage message : messages) {
      if (message.text() != null) {
        texts.add(message.text());
      }
    }
    return texts;
  }

  /** The value of a top-level member, or null. */
  public Slice member(String name) {
    for (Member member : members) {
      if (member.name().equals(name)) {
        return member.value();
      }
    }
    return null;
  }

  /** Sizes only: prompts stay private. */
  @Override
  public String toString() {
    return "ChatRequest[" + body.length + " bytes, " + messages.size() + " messages]";
  }
}
