package io.semanticrouter.chat;

/**
 * One message as far as the router reads it.
 *
 * @param role as sent
 * @param text the content's text, its text parts joined by line breaks; null for messages nobody
 *     reads (the assistant's own) and messages without text
 * @param object the whole message in the body
 * @param content the content's value in the body, or null if the message has none
 * @param contentKind how the content is written
 */
public record ChatMessage(
    String role, String text, Slice object, Slice content, ContentKind contentKind) {

  /** Forms of a message's {@code content}. */
  public enum ContentKind {
    TEXT,
    PARTS,
    NONE
  }

  /** True for the roles that instruct the model: {@code system} and its newer name. */
  public boolean isSystem() {
    return role.equals("system") || role.equals("developer");
  }

  public boolean isUser() {
    return role.equals("user");
  }

  /** Role and sizes only: the text stays private. */
  @Override
  public String toString() {
    return "ChatMessage[role=" + role.length() + " chars, object=" + object + "]";
  }
}
