package io.semanticrouter.metrics;

/**
 * Why a request got no good answer: all values that the label {@code reason} of {@code
 * llm_request_errors_total} has. Those of a backend are the {@code error.type} of the spans, but
 * for its statuses, of which there are many. A request that was blocked is not among them.
 */
public enum ErrorReason {
  INVALID_REQUEST("invalid_request"),
  INVALID_API_KEY("invalid_api_key"),
  MODEL_NOT_FOUND("model_not_found"),
  METHOD_NOT_ALLOWED("method_not_allowed"),
  BODY_TOO_LARGE("body_too_large"),
  BODY_TIMEOUT("body_timeout"),
  NOT_JSON("not_json"),
  RATE_LIMITED("rate_limited"),
  CLIENT_DISCONNECTED("client_disconnected"),
  CONNECT_ERROR("connect_error"),
  UNTRUSTED_CERTIFICATE("untrusted_certificate"),
  CONNECTION_CLOSED("connection_closed"),
  NO_HEALTHY_BACKEND("no_healthy_backend"),
  OVERLOADED("overloaded"),
  TIMEOUT("timeout"),
  UPSTREAM_4XX("upstream_4xx"),
  UPSTREAM_5XX("upstream_5xx"),
  ANSWER_ERROR("answer_error"),
  SHUTDOWN("shutdown"),
  INTERNAL_ERROR("internal_error");

  private final String label;

  ErrorReason(String label) {
    this.label = label;
  }

  /** The label's value. */
  public String label() {
    return label;
  }
}
