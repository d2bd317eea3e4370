package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;

/** OTLP/HTTP with a binary protobuf body. */
final class HttpProtocol implements OtlpProtocol {

  @Override
  public HttpClientOptions connection(HttpClientOptions options) {
    return options.setMaxPoolSize(1);
  }

  @Override
  public String path() {
    return "/v1/traces";
  }

  @Override
  public void describe(HttpClientRequest request, boolean gzip) {
    request.putHeader("content-type", "application/x-protobuf");
    if (gzip) {
      request.putHeader("content-encoding", "gzip");
    }
  }

  @Override
  public Buffer body(byte[] message, boolean gzip) {
    return Buffer.buffer(message);
  }

  @Override
  public CollectorAnswer read(HttpClientResponse response) {
    return response.statusCode() / 100 == 2 ? new Accepted() : refusal(response);
  }

  /** An HTTP status that is no success; which of them are retryable the specification lists. */
  static Refused refusal(HttpClientResponse response) {
    int status = response.statusCode();
    boolean retryable = status == 429 || status == 502 || status == 503 || status == 504;
    return new Refused(
        "HTTP status " + status, retryable, seconds(response.getHeader("retry-after")));
  }

  /** A Retry-After in seconds; its other form, a date, counts as none. */
  private static Duration seconds(String header) {
    return header != null && header.matches("\\d{1,5}")
        ? Duration.ofSeconds(Integer.parseInt(header))
        : Duration.ZERO;
  }
}
