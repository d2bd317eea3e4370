package io.semanticrouter.chat;

/** A request whose texts nobody reads: completions and embeddings. */
public record UnreadRequest(ModelApi api, Envelope envelope) implements ModelRequest {}
