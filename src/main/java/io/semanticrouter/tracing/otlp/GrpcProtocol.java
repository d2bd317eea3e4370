package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * OTLP/gRPC: one unary call, a length-prefixed message over HTTP/2.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP2</a>
 */
final class GrpcProtocol implements OtlpProtocol {
  private static final String STATUS = "grpc-status";
  private static final int MAX_MESSAGE = 200;

  /** The names of gRPC's status codes, by number. */
  private static final String[] CODES = {
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED"
  };

  @Override
  public HttpClientOptions connection(HttpClientOptions options) {
    return options
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setHttp2ClearTextUpgrade(false)
        .setUseAlpn(options.isSsl())
        .setHttp2MaxPoolSize(1);
  }

  @Override
  public String path() {
    return "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  }

  @Override
  public void describe(HttpClientRequest request, boolean gzip) {
    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    if (gzip) {
      request.putHeader("grpc-encoding", "gzip");
    }
  }

  @Override
  public Buffer body(byte[] message, boolean gzip) {
    return Buffer.buffer(message.length + 5)
        .appendByte((byte) (gzip ? 1 : 0))
        .appendInt(message.length)
        .appendBytes(message);
  }

  @Override
  public CollectorAnswer read(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return HttpProtocol.refusal(response);
    }
    // Where there is no message the status stands among the headers.
    String status = response.getTrailer(STATUS);
    String text = response.getTrailer("grpc-message");
    if (status == null) {
      status = response.getHeader(STATUS);
      text = response.getHeader("grpc-message");
    }
    if (status == null) {
      return new Refused("the answer has no gRPC status", false, Duration.ZERO);
    }
    if (status.equals("0")) {
      return new Accepted();
    }
    return new Refused(
        "gRPC status " + name(status) + message(text), retryable(status), Duration.ZERO);
  }

  private static String name(String status) {
    for (int code = 0; code < CODES.length; code++) {
      if (status.equals(Integer.toString(code))) {
        return code + " " + CODES[code];
      }
    }
    return ExportLog.printable(status, 10);
  }

  private static String message(String text) {
    return text == null || text.isBlank() ? "" : ": " + ExportLog.printable(text, MAX_MESSAGE);
  }

  /**
   * The codes that the specification's table calls retryable. RESOURCE_EXHAUSTED (8) is so only
   * with a RetryInfo, which is not read.
   */
  private static boolean retryable(String status) {
    return switch (status) {
      case "1", "4", "10", "11", "14", "15" -> true;
      default -> false;
    };
  }
}
