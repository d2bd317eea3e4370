package io.semanticrouter.chat;

/** Answers as vLLM writes them. */
final class SampleCompletions {
  static final String PLAIN =
      """
      {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"qwen3",
       "choices":[{"index":0,
                   "message":{"role":"assistant","content":"Grüße, 世界 😀 \\"quoted\\"\\n","refusal":null},
                   "logprobs":null,"finish_reason":"stop","stop_reason":null}],
       "usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8},
       "system_fingerprint":"fp_1"}
      """;

  static final String RICH =
      """
      {"id":"chatcmpl-2","object":"chat.completion","created":1700000001,"model":"deepseek",
       "service_tier":"default","prompt_logprobs":null,"kv_transfer_params":{"a":[1,2]},
       "choices":[
        {"index":0,
         "message":{"role":"assistant","content":"one","reasoning_content":"because","annotations":[]},
         "logprobs":{"content":[{"token":"one","logprob":-0.10,"bytes":[111],"top_logprobs":[]}]},
         "finish_reason":"stop","stop_reason":151645,"token_ids":[1,2,3]},
        {"index":1,
         "message":{"role":"assistant","content":"","reasoning":"hm"},
         "logprobs":null,"finish_reason":"stop"},
        {"index":2,
         "message":{"role":"assistant","content":null,"refusal":"No."},
         "logprobs":{"content":null,"refusal":[{"token":"No","logprob":-1e-7}]},
         "finish_reason":"stop"},
        {"index":3,
         "message":{"role":"assistant","content":null,"tool_calls":[
           {"id":"call_1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}},
           {"id":"call_2","type":"function","function":{"name":"g","arguments":"{}"}}]},
         "finish_reason":"stop"}],
       "usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8,
                "prompt_tokens_details":{"cached_tokens":2}}}
      """;

  private SampleCompletions() {}
}
