package io.semanticrouter.chat;

/** The APIs of a backend that are relayed, each under the path that backends have it at. */
public enum ModelApi {
  CHAT_COMPLETIONS("/v1/chat/completions", "chat", true, true),
  COMPLETIONS("/v1/completions", "text_completion", false, true),
  EMBEDDINGS("/v1/embeddings", "embeddings", false, false),
  RESPONSES("/v1/responses", "chat", true, false);

  private final String path;
  private final String operation;
  private final boolean read;
  private final boolean usageEvent;

  ModelApi(String path, String operation, boolean read, boolean usageEvent) {
    this.path = path;
    this.operation = operation;
    this.read = read;
    this.usageEvent = usageEvent;
  }

  /** The path, the client's and the backend's. */
  public String path() {
    return path;
  }

  /** What OpenTelemetry calls it: {@code gen_ai.operation.name}. */
  public String operation() {
    return operation;
  }

  /** True if the stages read what requests say; else they are routed by the name of their model. */
  public boolean isRead() {
    return read;
  }

  /** True if its streams tell token counts in an event of their own, where a client asks for it. */
  public boolean hasUsageEvent() {
    return usageEvent;
  }
}
