package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.OneLine;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * OTLP/gRPC: one unary call, a length-prefixed message over HTTP/2.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP2</a>
 */
final class GrpcProtocol implements OtlpProtocol {
  private static final String STATUS = "grpc-status";

  /** Whether it is compressed, one byte, and the length of the message, four. */
  private static final int PREFIX = 5;

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
  public String path(String base) {
    return base + "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  }

  @Override
  public void describe(HttpClientRequest request, boolean gzip) {
    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
    if (gzip) {
      request.putHeader("grpc-encoding", "gzip");
    }
  }

  @Override
  public int prefix() {
    return PREFIX;
  }

  @Override
  public void writePrefix(Buffer body, boolean gzip) {
    body.setByte(0, (byte) (gzip ? 1 : 0)).setInt(1, body.length() - PREFIX);
  }

  @Override
  public CollectorAnswer read(HttpClientResponse response, Buffer body) {
    if (response.version() != HttpVersion.HTTP_2) {
      return Refused.of(
          ExportFailure.PROTOCOL_ERROR, "it speaks HTTP/1.1 alone, and gRPC needs HTTP/2", false);
    }
    if (response.statusCode() != 200) {
      return HttpProtocol.refusal(response, body);
    }
    // Where there is no message the status stands among the headers.
    UnaryOperator<String> trailer =
        response.getTrailer(STATUS) == null ? response::getHeader : response::getTrailer;
    String status = trailer.apply(STATUS);
    if (status == null) {
      String type = HttpProtocol.contentType(response);
      return Refused.of(
          ExportFailure.PROTOCOL_ERROR,
          "the answer has no gRPC status"
              + (type.isEmpty() ? "" : ", its content type is " + OneLine.of(type, 80)),
          false);
    }
    return status.equals("0")
        ? AnswerMessages.response(message(body))
        : refusal(status, trailer.apply("grpc-message"), trailer.apply("grpc-status-details-bin"));
  }

  /** The message behind its prefix; none where it is compressed, which it was not asked to be. */
  private static byte[] message(Buffer body) {
    return body.length() <= PREFIX || body.getByte(0) != 0
        ? new byte[0]
        : body.getBytes(PREFIX, body.length());
  }

  /**
   * The codes that the specification's table calls retryable. RESOURCE_EXHAUSTED (8) is so only
   * where the collector says when it will have room again.
   */
  private static Refused refusal(String status, String words, String details) {
    Optional<Duration> delay = AnswerMessages.retryDelay(details);
    boolean retryable =
        switch (status) {
          case "1", "4", "10", "11", "14", "15" -> true;
          case "8" -> delay.isPresent();
          default -> false;
        };
    int code = status.matches("\\d{1,2}") ? Integer.parseInt(status) : CODES.length;
    boolean known = code < CODES.length;
    return new Refused(
        new ExportFailure(
            known ? CODES[code] : ExportFailure.PROTOCOL_ERROR,
            "gRPC status "
                + (known ? code + " " + CODES[code] : OneLine.of(status, 10))
                + (words == null || words.isBlank() ? "" : ": " + readable(words))),
        retryable,
        delay.orElse(Duration.ZERO));
  }

  /** gRPC percent-encodes what is not printable ASCII. */
  private static String readable(String words) {
    String decoded = words;
    try {
      decoded = URLDecoder.decode(words.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      // As it came.
    }
    return decoded;
  }
}
