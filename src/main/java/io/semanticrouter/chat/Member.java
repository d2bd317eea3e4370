package io.semanticrouter.chat;

/** A top-level member of a request body. */
public record Member(String name, Slice value) {}
