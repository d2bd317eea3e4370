package io.semanticrouter.api;

import io.semanticrouter.metrics.ErrorReason;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.semanticrouter.upstream.UpstreamResult;

/** What the metrics call a failure. */
final class ErrorReasons {
  private ErrorReasons() {}

  /** Of an answer of this router; null for a block, which is no failure. */
  static ErrorReason of(ApiError error) {
    return switch (error.status()) {
      case 400 -> ErrorReason.INVALID_REQUEST;
      case 401 -> ErrorReason.INVALID_API_KEY;
      case 403 -> null;
      case 404 -> ErrorReason.MODEL_NOT_FOUND;
      case 405 -> ErrorReason.METHOD_NOT_ALLOWED;
      case 408 -> ErrorReason.BODY_TIMEOUT;
      case 413 -> ErrorReason.BODY_TOO_LARGE;
      case 415 -> ErrorReason.NOT_JSON;
      case 429 -> ErrorReason.RATE_LIMITED;
      case 503 -> ErrorReason.OVERLOADED;
      default -> ErrorReason.INTERNAL_ERROR;
    };
  }

  /** Of what came of a call; null where the answer is good. */
  static ErrorReason of(UpstreamResult result) {
    if (result.failure() != null) {
      return of(result.failure().kind());
    }
    if (result.status() >= 500) {
      return ErrorReason.UPSTREAM_5XX;
    }
    if (result.isFailedAnswer()) {
      return ErrorReason.ANSWER_ERROR;
    }
    return result.status() >= 400 ? ErrorReason.UPSTREAM_4XX : null;
  }

  static ErrorReason of(Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> ErrorReason.CONNECT_ERROR;
      case UNTRUSTED -> ErrorReason.UNTRUSTED_CERTIFICATE;
      case BROKEN -> ErrorReason.CONNECTION_CLOSED;
      case NO_BACKEND -> ErrorReason.NO_HEALTHY_BACKEND;
      case OVERLOADED -> ErrorReason.OVERLOADED;
      case TIMEOUT -> ErrorReason.TIMEOUT;
      case SHUTDOWN -> ErrorReason.SHUTDOWN;
      case CLIENT_GONE -> ErrorReason.CLIENT_DISCONNECTED;
    };
  }
}
