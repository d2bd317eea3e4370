package io.semanticrouter.content;

import io.semanticrouter.tracing.LlmFacts;
import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import io.semanticrouter.tracing.SpanAttributes;
import java.util.List;

/**
 * A prompt and an answer as traces may show them.
 *
 * @param prompt empty where nothing can be shown
 * @param answer empty where there is none
 */
record MaskedContent(List<LlmMessage> prompt, List<LlmMessage> answer) {
  /** On the span of the call: every message, in the form of each vocabulary. */
  void describeCall(SpanAttributes span) {
    span.set(LlmFacts.INPUT_MESSAGES, prompt.isEmpty() ? null : prompt)
        .set(LlmFacts.OUTPUT_MESSAGES, answer.isEmpty() ? null : answer);
  }

  /** On the root: what a list of requests shows. */
  void describeRequest(SpanAttributes span) {
    span.set(LlmFacts.INPUT, lastOfUser())
        .set(LlmFacts.OUTPUT, answer.isEmpty() ? null : shown(answer.getFirst()));
  }

  private String lastOfUser() {
    for (LlmMessage message : prompt.reversed()) {
      if (message.role().equals("user")) {
        return shown(message);
      }
    }
    return prompt.isEmpty() ? null : shown(prompt.getLast());
  }

  private static String shown(LlmMessage message) {
    if (!message.text().isEmpty() || message.calls().isEmpty()) {
      return message.text();
    }
    ToolCall call = message.calls().getFirst();
    return call.name() + '(' + call.arguments() + ')';
  }

  /** Sizes only. */
  @Override
  public String toString() {
    return "MaskedContent[prompt=" + prompt + ", answer=" + answer + "]";
  }
}
