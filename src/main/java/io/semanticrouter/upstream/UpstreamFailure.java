package io.semanticrouter.upstream;

import io.semanticrouter.backend.Backend;

/**
 * Why a backend gave no complete answer.
 *
 * @param message for the caller and the operator; holds no content
 * @param cause null where no exception told of it
 */
public record UpstreamFailure(Kind kind, String message, Throwable cause) {

  /** Why a backend should not be asked; null if it should. */
  static UpstreamFailure of(Backend backend) {
    if (backend.isFit()) {
      return null;
    }
    return backend.overloaded()
        ? new UpstreamFailure(Kind.OVERLOADED, "Every endpoint of this model is full.", null)
        : new UpstreamFailure(Kind.NO_BACKEND, "No healthy endpoint serves this model.", null);
  }

  /** Kinds of failure with the status and the error code a caller gets for them. */
  public enum Kind {
    /** No connection to any endpoint. */
    UNREACHABLE(502, "bad_gateway", "connect_error"),
    /** The endpoint's certificate is not trusted. */
    UNTRUSTED(502, "bad_gateway", "untrusted_certificate"),
    /** The connection broke before or within the answer. */
    BROKEN(502, "bad_gateway", "connection_closed"),
    /** No endpoint serves the model, or none that is healthy. */
    NO_BACKEND(503, "no_healthy_backend", "no_healthy_backend"),
    /** Every endpoint of the model has all the requests it may have. */
    OVERLOADED(503, "overloaded", "overloaded"),
    /** A time limit passed. */
    TIMEOUT(504, "upstream_timeout", "timeout"),
    /** The router stops and has waited long enough. */
    SHUTDOWN(503, "shutting_down", "shutdown"),
    /** The caller left; nobody is there to be told. */
    CLIENT_GONE(499, "client_disconnected", "client_disconnected");

    private final int status;
    private final String code;
    private final String errorType;

    Kind(int status, String code, String errorType) {
      this.status = status;
      this.code = code;
      this.errorType = errorType;
    }

    /** True if no request was sent: another endpoint may be asked, and nothing is done twice. */
    boolean isBeforeTheRequest() {
      return this == UNREACHABLE || this == UNTRUSTED;
    }

    /** HTTP status for the caller. */
    public int status() {
      return status;
    }

    /** The {@code code} of OpenAI's error object. */
    public String code() {
      return code;
    }

    /** The span's {@code error.type}. */
    public String errorType() {
      return errorType;
    }
  }

  /**
   * No answer, or no whole one.
   *
   * @param attempts how many backends were tried
   * @param answered true if the head of the answer had come
   */
  static UpstreamFailure broken(Kind kind, int attempts, boolean answered, Throwable cause) {
    return new UpstreamFailure(kind, describe(kind, attempts, answered), cause);
  }

  private static String describe(Kind kind, int attempts, boolean answered) {
    if (kind.isBeforeTheRequest()) {
      String who = attempts == 1 ? "The backend" : "The last of " + attempts + " backends tried";
      return kind == Kind.UNREACHABLE
          ? who + " cannot be reached."
          : who + " has a certificate that is not trusted.";
    }
    return answered
        ? "The backend broke off its answer."
        : "The backend closed the connection without an answer.";
  }
}
