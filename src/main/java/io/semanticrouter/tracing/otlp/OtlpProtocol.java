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

  /**
   * The form of a name.
   *
   * @param name {@code grpc} or {@code http/protobuf}
   */
  static OtlpProtocol of(String name) {
    return name.equals("grpc") ? new GrpcProtocol() : new HttpProtocol();
  }

  /** What the form asks of the connection. */
  HttpClientOptions connection(HttpClientOptions options);

  /**
   * Where the request goes.
   *
   * @param base the path of the configured URL, without a slash at its end
   */
  String path(String base);

  /** Sets the headers that say what the body holds. */
  void describe(HttpClientRequest request, boolean gzip);

  /** How many bytes of a body stand before the encoded ExportTraceServiceRequest. */
  int prefix();

  /**
   * Fills in the bytes before the message.
   *
   * @param body all of it
   * @param gzip true if the message is compressed
   */
  void writePrefix(Buffer body, boolean gzip);

  /**
   * Reads an answer whose last byte has come.
   *
   * @param body all of it
   */
  CollectorAnswer read(HttpClientResponse response, Buffer body);
}
