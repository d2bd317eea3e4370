package io.semanticrouter.tracing.otlp;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.NotSslRecordException;
import io.semanticrouter.tls.ClientTls;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.VertxException;
import io.vertx.core.http.StreamResetException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;

/** What it means that a request had no answer, in a word for metrics and a sentence for people. */
final class ConnectionFailures {
  /** What Vert.x says, in exceptions of several classes. */
  private static final String CLOSED = "Connection was closed";

  private ConnectionFailures() {}

  /**
   * Reads an exception. Of those that will not pass within seconds (a certificate, a server that
   * speaks something else) the request is not sent again.
   *
   * @param server {@code host:port}
   */
  static Refused read(Throwable failure, String server) {
    if (ClientTls.isUntrusted(failure)) {
      return Refused.of(
          ExportFailure.UNTRUSTED_CERTIFICATE,
          "the certificate of " + server + " is not trusted: " + innermost(failure),
          false);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Refused read = one(cause, server);
      if (read != null) {
        return read;
      }
    }
    return Refused.of(ExportFailure.OTHER, words(failure), true);
  }

  private static Refused one(Throwable cause, String server) {
    return switch (cause) {
      case UnknownHostException _ ->
          Refused.of(
              ExportFailure.DNS_ERROR, "no address is known for the host of " + server, true);
      case ConnectTimeoutException _ ->
          Refused.of(ExportFailure.TIMEOUT, "no connection to " + server + " in time", true);
      case ConnectException _ -> Refused.of(ExportFailure.CONNECT_ERROR, words(cause), true);
      case NotSslRecordException _ ->
          Refused.of(ExportFailure.TLS_ERROR, server + " does not speak TLS", false);
      case SSLException _ ->
          Refused.of(
              ExportFailure.TLS_ERROR, "TLS with " + server + " failed: " + words(cause), true);
      case Http2Exception http2 -> http2(http2, server);
      case IllegalArgumentException _ when words(cause).startsWith("invalid version format") ->
          Refused.of(ExportFailure.PROTOCOL_ERROR, server + " answers, but not in HTTP/1.1", false);
      case StreamResetException reset ->
          Refused.of(
              ExportFailure.CONNECTION_CLOSED,
              server + " reset the request (HTTP/2 error code " + reset.getCode() + ")",
              true);
      case VertxException _ when words(cause).startsWith(CLOSED) -> closed(server);
      case ClosedChannelException _ -> closed(server);
      case SocketException _ -> closed(server);
      default -> null;
    };
  }

  /** The decoder recognises an answer in HTTP/1 where the settings of HTTP/2 should stand. */
  private static Refused http2(Http2Exception failure, String server) {
    String words = words(failure);
    return words.contains("HTTP/1") || words.contains("not SETTINGS")
        ? Refused.of(
            ExportFailure.PROTOCOL_ERROR,
            server + " speaks HTTP/1.1 alone, and gRPC needs HTTP/2",
            false)
        : Refused.of(
            ExportFailure.PROTOCOL_ERROR, "HTTP/2 with " + server + " failed: " + words, true);
  }

  private static Refused closed(String server) {
    return Refused.of(
        ExportFailure.CONNECTION_CLOSED, server + " closed the connection without an answer", true);
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return words(cause);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getName() : message;
  }
}
