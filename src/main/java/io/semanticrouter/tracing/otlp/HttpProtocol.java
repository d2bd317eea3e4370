package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Instant;
import java.util.Locale;

/** OTLP/HTTP with a binary protobuf body. */
final class HttpProtocol implements OtlpProtocol {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String PATH = "/v1/traces";

  @Override
  public HttpClientOptions connection(HttpClientOptions options) {
    return options.setMaxPoolSize(1);
  }

  /** Added to the URL of a collector; a URL that is the path's own already stays as it is. */
  @Override
  public String path(String base) {
    return base.endsWith(PATH) ? base : base + PATH;
  }

  @Override
  public void describe(HttpClientRequest request, boolean gzip) {
    request.putHeader("content-type", PROTOBUF);
    if (gzip) {
      request.putHeader("content-encoding", "gzip");
    }
  }

  @Override
  public int prefix() {
    return 0;
  }

  @Override
  public void writePrefix(Buffer body, boolean gzip) {
    // There is none.
  }

  @Override
  public CollectorAnswer read(HttpClientResponse response, Buffer body) {
    if (response.statusCode() / 100 != 2) {
      return refusal(response, body);
    }
    String type = contentType(response);
    if (type.startsWith("text/html")) {
      // A web page: whoever answers so to everything has not stored spans.
      return Refused.of(
          ExportFailure.PROTOCOL_ERROR,
          "HTTP status " + response.statusCode() + " with a web page, not an OTLP answer",
          false);
    }
    return type.startsWith(PROTOBUF) ? AnswerMessages.response(body.getBytes()) : Accepted.WHOLLY;
  }

  /** An HTTP status that is no success; which of them are retryable the specification lists. */
  static Refused refusal(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    boolean retryable = status == 429 || status == 502 || status == 503 || status == 504;
    String words =
        contentType(response).startsWith(PROTOBUF)
            ? AnswerMessages.statusMessage(body.getBytes())
            : "";
    return new Refused(
        new ExportFailure(
            Integer.toString(status),
            "HTTP status " + status + (words.isEmpty() ? "" : ": " + words)),
        retryable,
        RetryAfter.of(response.getHeader("retry-after"), Instant.now()));
  }

  static String contentType(HttpClientResponse response) {
    String type = response.getHeader("content-type");
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }
}
