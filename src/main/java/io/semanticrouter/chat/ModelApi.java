package io.semanticrouter.chat;

/** The APIs of a backend that are relayed, each under the path that backends have it at. */
public enum ModelApi {
  CHAT_COMPLETIONS("/v1/chat/completions", "chat");

  private final String path;
  private final String operation;

  ModelApi(String path, String operation) {
    this.path = path;
    this.operation = operation;
  }

  /** The path, the client's and the backend's. */
  public String path() {
    return path;
  }

  /** What OpenTelemetry calls it: {@code gen_ai.operation.name}. */
  public String operation() {
    return operation;
  }
}
