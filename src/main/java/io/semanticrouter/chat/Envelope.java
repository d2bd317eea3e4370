package io.semanticrouter.chat;

import java.util.List;

/**
 * What requests of all APIs have in common: the bytes as sent, and where in them stands what the
 * router reads or changes.
 *
 * @param body the JSON text; not to be modified
 * @param model as asked for
 * @param stream true if the client wants server-sent events
 * @param includeUsage true if the client wants a usage event at the end of the stream
 * @param user the body's {@code user}, else its {@code safety_identifier}, else null
 * @param members the top-level members in their order
 * @param closingBrace offset of the last brace of the body
 */
public record Envelope(
    byte[] body,
    String model,
    boolean stream,
    boolean includeUsage,
    String user,
    List<Member> members,
    int closingBrace) {

  /** Sizes only: prompts stay private. */
  @Override
  public String toString() {
    return "Envelope[" + body.length + " bytes]";
  }
}
