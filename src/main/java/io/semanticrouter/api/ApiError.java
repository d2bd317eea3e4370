package io.semanticrouter.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.semanticrouter.chat.InvalidRequestException;
import io.semanticrouter.limit.Denial;
import io.semanticrouter.upstream.UpstreamFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * An error in OpenAI's shape.
 *
 * @param param the field at fault, or null
 * @param code machine-readable reason, or null
 * @param retryAfterSeconds for {@code Retry-After}; 0 for none
 */
public record ApiError(
    int status, String type, String message, String param, String code, int retryAfterSeconds) {
  private static final String INVALID = "invalid_request_error";

  static ApiError invalid(InvalidRequestException fault) {
    return new ApiError(400, INVALID, fault.getMessage(), fault.param(), null, 0);
  }

  static ApiError invalid(int status, String message) {
    return new ApiError(status, INVALID, message, null, null, 0);
  }

  static ApiError unauthorized() {
    return new ApiError(
        401,
        INVALID,
        "No valid key of this router: send one as 'Authorization: Bearer <key>'.",
        null,
        "invalid_api_key",
        0);
  }

  static ApiError unknownModel() {
    return new ApiError(
        404,
        INVALID,
        "The model does not exist here; GET /v1/models lists those that do.",
        "model",
        "model_not_found",
        0);
  }

  static ApiError unknownPath() {
    return new ApiError(404, INVALID, "There is nothing at this path.", null, "not_found", 0);
  }

  static ApiError methodNotAllowed(String allowed) {
    return invalid(405, "This path allows " + allowed + " only.");
  }

  static ApiError notJson() {
    return invalid(415, "The request body must be JSON: send 'Content-Type: application/json'.");
  }

  static ApiError tooLarge(long limitBytes) {
    return invalid(413, "The request body is larger than " + limitBytes + " bytes.");
  }

  static ApiError bodyTimeout(Duration limit) {
    return invalid(408, "The request body did not arrive within " + limit.toMillis() + " ms.");
  }

  static ApiError blocked(String message) {
    return new ApiError(403, "content_policy_violation", message, null, "content_filter", 0);
  }

  static ApiError unread() {
    return new ApiError(
        403,
        "content_policy_violation",
        "The model's 'pii_policy' keeps personal data from it, and requests at this path are not"
            + " read: ask another model, or use a path that is.",
        "model",
        "model_not_allowed",
        0);
  }

  static ApiError overloaded() {
    return new ApiError(
        503, "upstream_error", "Too many requests are in flight.", null, "overloaded", 1);
  }

  static ApiError rateLimited(Denial denial) {
    String code = "rate_limit_exceeded";
    String message =
        String.format(
            Locale.ROOT,
            "The limit of %d %s a minute is reached: try again in %d s.",
            denial.perMinute(),
            denial.resource().label(),
            denial.seconds());
    return new ApiError(429, code, message, null, code, denial.seconds());
  }

  static ApiError noBackend(String message) {
    return new ApiError(503, "upstream_error", message, null, "no_healthy_backend", 1);
  }

  static ApiError upstream(UpstreamFailure failure) {
    return new ApiError(
        failure.kind().status(),
        "upstream_error",
        failure.message(),
        null,
        failure.kind().code(),
        failure.kind().status() == 503 ? 1 : 0);
  }

  static ApiError internal() {
    return new ApiError(
        500, "internal_error", "The router failed; its log says why.", null, null, 0);
  }

  /** The JSON text. */
  public String json() {
    StringBuilder json = new StringBuilder(160).append("{\"error\":{\"message\":");
    append(json, message);
    append(json.append(",\"type\":"), type);
    append(json.append(",\"param\":"), param);
    append(json.append(",\"code\":"), code);
    return json.append("}}").toString();
  }

  byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder json, String value) {
    if (value == null) {
      json.append("null");
    } else {
      json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(value)).append('"');
    }
  }
}
