package io.semanticrouter.tracing;

import java.util.List;

/**
 * One message of a prompt or an answer as a span shows it.
 *
 * @param role whose words they are, such as {@code user}
 * @param text empty where it says nothing
 * @param calls of tools
 * @param finishReason why an answer ended; null in a prompt, and where it did not end
 */
public record LlmMessage(String role, String text, List<ToolCall> calls, String finishReason) {
  /**
   * A model's wish to have a tool called.
   *
   * @param arguments JSON as the model wrote it, which may be none
   */
  public record ToolCall(String name, String arguments) {
    /** Sizes only. */
    @Override
    public String toString() {
      return "ToolCall[" + arguments.length() + " characters]";
    }
  }

  public LlmMessage {
    calls = List.copyOf(calls);
  }

  /** Sizes only: what was said stays private. */
  @Override
  public String toString() {
    return "LlmMessage[" + text.length() + " characters, " + calls.size() + " calls]";
  }
}
