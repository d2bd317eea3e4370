package io.semanticrouter.testing;

/** Bodies in the shape of vLLM's OpenAI-compatible server. */
final class FakeBodies {
  static final int PROMPT_TOKENS = 11;
  static final int COMPLETION_TOKENS = 7;

  private static final String CHUNK =
      """
      data: {"id":"chatcmpl-fake","object":"chat.completion.chunk","created":1700000000,\
      "model":"fake-served","choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}

      """;

  private FakeBodies() {}

  static String completion(String content, String finishReason) {
    return """
    {"id":"chatcmpl-fake","object":"chat.completion","created":1700000000,"model":"fake-served",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"%s","tool_calls":[]},\
    "logprobs":null,"finish_reason":"%s","stop_reason":null}],\
    "usage":{"prompt_tokens":%d,"total_tokens":%d,"completion_tokens":%d}}\
    """
        .formatted(
            content,
            finishReason,
            PROMPT_TOKENS,
            PROMPT_TOKENS + COMPLETION_TOKENS,
            COMPLETION_TOKENS);
  }

  static String chunk(int index) {
    String delta =
        index == 0
            ? "{\"role\":\"assistant\",\"content\":\"word0\"}"
            : "{\"content\":\" word%d é\"}".formatted(index);
    return CHUNK.formatted(delta, "null");
  }

  static String finishChunk() {
    return CHUNK.formatted("{}", "\"stop\"");
  }

  static String usageChunk(int completionTokens) {
    return """
    data: {"id":"chatcmpl-fake","object":"chat.completion.chunk","created":1700000000,\
    "model":"fake-served","choices":[],"usage":{"prompt_tokens":%d,"total_tokens":%d,\
    "completion_tokens":%d}}

    """
        .formatted(PROMPT_TOKENS, PROMPT_TOKENS + completionTokens, completionTokens);
  }

  static String textCompletion(String text) {
    return """
    {"id":"cmpl-fake","object":"text_completion","created":1700000000,"model":"fake-served",\
    "choices":[{"index":0,"text":"%s","logprobs":null,"finish_reason":"stop"}],\
    "usage":{"prompt_tokens":%d,"total_tokens":%d,"completion_tokens":%d}}\
    """
        .formatted(text, PROMPT_TOKENS, PROMPT_TOKENS + COMPLETION_TOKENS, COMPLETION_TOKENS);
  }

  static String textStream(boolean usage) {
    String event =
        """
        data: {"id":"cmpl-fake","object":"text_completion","created":1700000000,\
        "model":"fake-served","choices":[{"index":0,"text":"%s","logprobs":null,\
        "finish_reason":%s}]}

        """;
    return event.formatted("word0", "null")
        + event.formatted(" word1 é", "null")
        + event.formatted("", "\"stop\"")
        + (usage ? usageChunk(2) : "")
        + "data: [DONE]\n\n";
  }

  static String response(String id, String status, String output, String usage) {
    return """
    {"id":"%s","created_at":1700000000,"incomplete_details":null,"instructions":null,\
    "model":"fake-served","object":"response","output":[%s],"status":"%s","usage":%s}\
    """
        .formatted(id, output, status, usage);
  }

  /** A whole response: 11 tokens in, 7 out. */
  static String response() {
    return response("resp_fake", "completed", message(), responseUsage(COMPLETION_TOKENS));
  }

  /** The events of a streamed response: 11 tokens in, 2 out. */
  static String responseStream() {
    String part = "{\"annotations\":[],\"text\":\"word0 word1 é\",\"type\":\"output_text\"}";
    return responseEvent(
            0, "created", "\"response\":" + response("resp_fake", "in_progress", "", "null"))
        + responseEvent(1, "output_text.delta", "\"delta\":\"word0\",\"item_id\":\"m\"")
        + responseEvent(2, "output_text.delta", "\"delta\":\" word1 é\",\"item_id\":\"m\"")
        + responseEvent(3, "output_text.done", "\"text\":\"word0 word1 é\",\"item_id\":\"m\"")
        + responseEvent(4, "content_part.done", "\"part\":" + part)
        + responseEvent(
            5,
            "completed",
            "\"response\":" + response("resp_fake", "completed", message(), responseUsage(2)));
  }

  private static String responseEvent(int number, String type, String members) {
    return "event: response.%s\ndata: {%s,\"sequence_number\":%d,\"type\":\"response.%s\"}\n\n"
        .formatted(type, members, number, type);
  }

  private static String message() {
    return """
    {"id":"m","type":"message","status":"completed","role":"assistant",\
    "content":[{"type":"output_text","text":"A short answer.","annotations":[]}]}\
    """;
  }

  private static String responseUsage(int outputTokens) {
    return "{\"input_tokens\":%d,\"output_tokens\":%d,\"total_tokens\":%d}"
        .formatted(PROMPT_TOKENS, outputTokens, PROMPT_TOKENS + outputTokens);
  }

  static String embedding() {
    return """
    {"id":"embd-fake","object":"list","created":1700000000,"model":"fake-served",\
    "data":[{"index":0,"object":"embedding","embedding":[0.25,-0.5]}],\
    "usage":{"prompt_tokens":%d,"total_tokens":%d,"completion_tokens":0}}\
    """
        .formatted(PROMPT_TOKENS, PROMPT_TOKENS);
  }

  static String models(String... names) {
    StringBuilder list = new StringBuilder("{\"object\":\"list\",\"data\":[");
    for (int i = 0; i < names.length; i++) {
      list.append(i == 0 ? "" : ",")
          .append("{\"id\":\"%s\",\"object\":\"model\",\"owned_by\":\"vllm\"}".formatted(names[i]));
    }
    return list.append("]}").toString();
  }
}
