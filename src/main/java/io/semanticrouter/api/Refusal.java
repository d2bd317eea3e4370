package io.semanticrouter.api;

import io.semanticrouter.chat.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The answer a blocked request gets: a chat completion that says no, and not why in detail. */
final class Refusal {
  private static final String TEXT = "I'm sorry, but I can't help with this request.";

  private Refusal() {}

  /** One chat completion, or one chunk and the end of the stream. */
  static String to(ChatRequest request, long epochSeconds) {
    String id = "chatcmpl-" + UUID.randomUUID();
    String head =
        "{\"id\":\"%s\",\"object\":\"%s\",\"created\":%d,\"model\":%s,\"choices\":[{\"index\":0,"
            + "\"%s\":{\"role\":\"assistant\",\"content\":\"%s\"},\"logprobs\":null,"
            + "\"finish_reason\":\"content_filter\"}],"
            + "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}";
    String model =
        new String(
            request.body(),
            request.member("model").start(),
            request.member("model").length(),
            StandardCharsets.UTF_8);
    return request.stream()
        ? "data: "
            + String.format(head, id, "chat.completion.chunk", epochSeconds, model, "delta", TEXT)
            + "\n\ndata: [DONE]\n\n"
        : String.format(head, id, "chat.completion", epochSeconds, model, "message", TEXT);
  }
}
