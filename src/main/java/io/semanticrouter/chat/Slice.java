package io.semanticrouter.chat;

/** A range of bytes of a request body: {@code start} inclusive, {@code end} exclusive. */
public record Slice(int start, int end) {
  public int length() {
    return end - start;
  }
}
