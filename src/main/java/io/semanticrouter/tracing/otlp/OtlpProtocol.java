package io.semanticrouter.tracing.otlp;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * One of the forms in which OTLP travels.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP specification</a>
 */
sealed interface OtlpProtocol permits GrpcProtocol, HttpProtocol {

  /** What the form asks of the connection. */
  HttpClientOptions connection(HttpClientOptions options);

  /** The path below that of the configured URL. */
  String path();

  /** Sets the headers that say what {@link #body} holds. */
  void describe(HttpClientRequest request, boolean gzip);

  /**
   * An export request as it is sent.
   *
   * @param message the encoded ExportTraceServiceRequest, compressed where {@code gzip}
   */
  Buffer body(byte[] message, boolean gzip);

  /** Reads an answer whose last byte has come. */
  CollectorAnswer read(HttpClientResponse response);
}
