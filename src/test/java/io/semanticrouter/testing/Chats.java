package io.semanticrouter.testing;

import java.util.Map;

/** Chat requests the tests send. Prompts carry a fresh word each, so that none is in the cache. */
public final class Chats {
  public static final Map<String, String> NO_HEADERS = Map.of();

  private Chats() {}

  /** One user message for {@code model}. */
  public static String of(String model, String prompt) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, prompt);
  }

  /** The same, streamed with usage. */
  public static String streamed(String model, String prompt) {
    return """
    {"model":"%s","stream":true,"stream_options":{"include_usage":true},\
    "messages":[{"role":"user","content":"%s"}],"temperature":0.2}\
    """
        .formatted(model, prompt);
  }

  /** A prompt that the configuration's keywords put into {@code math}. */
  public static String math() {
    return "Solve the algebra equation and prove the calculus theorem " + RouterHarness.nonce();
  }

  /** A prompt that the configuration's keywords put into {@code computer science}. */
  public static String code() {
    return "Debug the algorithm in my software compiler program " + RouterHarness.nonce();
  }

  /** A prompt that the configuration's keywords put into {@code law}. */
  public static String law() {
    return "Which statute governs a contract breach and tort liability in court? "
        + RouterHarness.nonce();
  }

  /** A prompt of no category with no personal data in it. */
  public static String smallTalk() {
    return "Hello there, how do you do " + RouterHarness.nonce();
  }

  /** A request that is answered 404 without a look at a backend. */
  public static String unknownModel() {
    return of("no-such-model", "Hello");
  }

  /** The header that picks a script of a {@link FakeVllm}. */
  public static Map<String, String> key(String key) {
    return Map.of(FakeVllm.KEY_HEADER, key);
  }
}
