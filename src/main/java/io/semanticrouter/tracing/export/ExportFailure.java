package io.semanticrouter.tracing.export;

/**
 * Why spans were not exported.
 *
 * @param errorType of low cardinality: one of the words below, a gRPC status such as {@code
 *     UNAVAILABLE}, or an HTTP status such as {@code 404}
 * @param cause for people; never holds spans or header values
 */
public record ExportFailure(String errorType, String cause) {
  /** The port refuses connections, or there is no way to the host. */
  public static final String CONNECT_ERROR = "connect_error";

  /** The host's name has no address. */
  public static final String DNS_ERROR = "dns_error";

  /** No connection, or no whole answer, in time. */
  public static final String TIMEOUT = "timeout";

  /** The certificate is of an unknown authority or another host, or not valid now. */
  public static final String UNTRUSTED_CERTIFICATE = "untrusted_certificate";

  /** The handshake failed for another reason, such as a server without TLS. */
  public static final String TLS_ERROR = "tls_error";

  /** The connection or the stream was ended before there was an answer. */
  public static final String CONNECTION_CLOSED = "connection_closed";

  /** What answers does not speak the protocol: HTTP/1 in the place of gRPC, and the like. */
  public static final String PROTOCOL_ERROR = "protocol_error";

  /** OTLP's partial success; the word is that of the semantic conventions. */
  public static final String REJECTED = "rejected";

  /** The process ends. */
  public static final String SHUTDOWN = "shutdown";

  /** Anything else, as the semantic conventions call it. */
  public static final String OTHER = "_OTHER";
}
