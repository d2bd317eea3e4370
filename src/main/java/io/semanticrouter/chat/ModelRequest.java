package io.semanticrouter.chat;

import java.util.List;

/**
 * A request for a model: what the router reads of it, and where that stands in its body. Everything
 * else is relayed without being looked at.
 */
public sealed interface ModelRequest permits Conversation, UnreadRequest {
  /**
   * Reads a body.
   *
   * @param sent a JSON object in UTF-8; a byte order mark is dropped
   * @throws InvalidRequestException if it is not one, or lacks what its API needs
   */
  static ModelRequest read(ModelApi api, byte[] sent) {
    return switch (api) {
      case CHAT_COMPLETIONS -> ChatRequestReader.read(sent);
      case RESPONSES -> ResponsesRequestReader.read(sent);
      case COMPLETIONS, EMBEDDINGS ->
          RequestReader.read(sent, (body, parser) -> new UnreadRequestReader(api, body, parser));
    };
  }

  ModelApi api();

  Envelope envelope();

  /** The JSON text as sent; not to be modified. */
  default byte[] body() {
    return envelope().body();
  }

  /** The model as asked for. */
  default String model() {
    return envelope().model();
  }

  /** True if the client wants server-sent events. */
  default boolean stream() {
    return envelope().stream();
  }

  /** True if the client wants a usage event at the end of the stream. */
  default boolean includeUsage() {
    return envelope().includeUsage();
  }

  /** The body's {@code user}, else its {@code safety_identifier}, else null. */
  default String user() {
    return envelope().user();
  }

  /** The top-level members in their order. */
  default List<Member> members() {
    return envelope().members();
  }

  /** Offset of the last brace of the body. */
  default int closingBrace() {
    return envelope().closingBrace();
  }

  /** The value of a top-level member, or null. */
  default Slice member(String name) {
    for (Member member : members()) {
      if (member.name().equals(name)) {
        return member.value();
      }
    }
    return null;
  }
}
