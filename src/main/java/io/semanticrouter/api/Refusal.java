package io.semanticrouter.api;

import io.semanticrouter.chat.ChatRequest;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.chat.ResponsesRequest;
import io.semanticrouter.chat.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** The answer a blocked request gets: one of its API that says no, and not why in detail. */
final class Refusal {
  static final String TEXT = "I'm sorry, but I can't help with this request.";

  private Refusal() {}

  /** A whole answer, or the events of a stream. */
  static String to(Conversation request, long epochSeconds) {
    return switch (request) {
      case ChatRequest chat -> completion(chat, epochSeconds);
      case ResponsesRequest responses -> ResponsesRefusal.to(responses, epochSeconds);
    };
  }

  /** One chat completion, or one chunk and the end of the stream. */
  private static String completion(ChatRequest request, long epochSeconds) {
    String id = "chatcmpl-" + UUID.randomUUID();
    String head =
        "{\"id\":\"%s\",\"object\":\"%s\",\"created\":%d,\"model\":%s,\"choices\":[{\"index\":0,"
            + "\"%s\":{\"role\":\"assistant\",\"content\":\"%s\"},\"logprobs\":null,"
            + "\"finish_reason\":\"content_filter\"}],"
            + "\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}";
    String model = model(request);
    return request.stream()
        ? "data: "
            + String.format(
                Locale.ROOT, head, id, "chat.completion.chunk", epochSeconds, model, "delta", TEXT)
            + "\n\ndata: [DONE]\n\n"
        : String.format(
            Locale.ROOT, head, id, "chat.completion", epochSeconds, model, "message", TEXT);
  }

  /** The model as the client wrote it, quotes included. */
  static String model(ModelRequest request) {
    Slice at = request.member("model");
    return new String(request.body(), at.start(), at.length(), StandardCharsets.UTF_8);
  }
}
