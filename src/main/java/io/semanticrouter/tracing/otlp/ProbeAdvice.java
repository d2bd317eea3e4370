package io.semanticrouter.tracing.otlp;

import io.semanticrouter.tracing.export.ExportFailure;
import java.util.Set;

/** What an operator can do about a failed export. */
final class ProbeAdvice {
  /** What a server says or does that may be of another protocol, port or security. */
  private static final Set<String> OTHERWISE =
      Set.of(
          ExportFailure.CONNECT_ERROR,
          ExportFailure.CONNECTION_CLOSED,
          ExportFailure.PROTOCOL_ERROR,
          ExportFailure.TLS_ERROR,
          ExportFailure.TIMEOUT,
          ExportFailure.OTHER,
          "400",
          "404",
          "405",
          "415",
          "421",
          "426",
          "464",
          "505",
          "UNIMPLEMENTED");

  /** Refusals that a collector gives in the right protocol. */
  private static final Set<String> OF_A_COLLECTOR =
      Set.of(
          ExportFailure.UNTRUSTED_CERTIFICATE,
          "401",
          "403",
          "429",
          "503",
          "UNAUTHENTICATED",
          "PERMISSION_DENIED",
          "INVALID_ARGUMENT",
          "RESOURCE_EXHAUSTED",
          "UNAVAILABLE");

  private ProbeAdvice() {}

  static boolean speaksOtherwise(ExportFailure failure) {
    return OTHERWISE.contains(failure.errorType());
  }

  static boolean isOfACollector(ExportFailure failure) {
    return OF_A_COLLECTOR.contains(failure.errorType());
  }

  static String of(ExportFailure failure) {
    return switch (failure.errorType()) {
      case ExportFailure.DNS_ERROR ->
          "Correct the host in exporter.endpoint; in Kubernetes it is SERVICE.NAMESPACE or the like";
      case ExportFailure.CONNECT_ERROR ->
          "Nothing listens there: start the collector, or correct exporter.endpoint"
              + " (OTLP/gRPC is usually on port 4317, OTLP/HTTP on 4318)";
      case ExportFailure.TIMEOUT ->
          "Look for a firewall or network policy in between, and at whether the collector is well;"
              + " exporter.timeout is the limit";
      case ExportFailure.UNTRUSTED_CERTIFICATE ->
          "Set exporter.tls.ca_file to the authority that signed it, and exporter.endpoint to a host"
              + " that it names";
      case ExportFailure.TLS_ERROR ->
          "A collector that wants to know its clients needs exporter.tls.cert_file and key_file; one"
              + " without TLS needs exporter.insecure: true";
      case ExportFailure.CONNECTION_CLOSED ->
          "A collector with TLS needs exporter.insecure: false, one that wants to know its clients"
              + " exporter.tls.cert_file and key_file as well";
      case ExportFailure.PROTOCOL_ERROR ->
          "This is no OTLP receiver: correct exporter.endpoint or exporter.protocol";
      case "401", "UNAUTHENTICATED" ->
          "The collector wants to know who you are: set exporter.headers, such as"
              + " {authorization: \"Bearer ${OTLP_TOKEN}\"}";
      case "403", "PERMISSION_DENIED" ->
          "The collector knows who you are and does not let you in: look at the key in"
              + " exporter.headers and its rights";
      case "400", "404", "405", "415", "UNIMPLEMENTED" ->
          "Nothing takes spans there: correct exporter.endpoint (over HTTP /v1/traces is added to its"
              + " path) or exporter.protocol";
      case "413" -> "Set exporter.batch.max_export_batch_size lower, or exporter.compression: gzip";
      case "429", "502", "503", "504", "UNAVAILABLE", "RESOURCE_EXHAUSTED" ->
          "The collector is there and has no room, or what is behind it is away. The router would"
              + " try again";
      default -> "Look at the collector's log";
    };
  }
}
