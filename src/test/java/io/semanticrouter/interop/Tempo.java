package io.semanticrouter.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tempo's search, as Grafana sends it. */
record Tempo(String url) {

  /** The ids of the traces that a TraceQL query finds. */
  Set<String> search(String traceQl) {
    return Http.json(url + "/api/search", Map.of("q", traceQl, "limit", "200"))
        .get("traces")
        .valueStream()
        .map(trace -> padded(trace.get("traceID").asText()))
        .collect(Collectors.toSet());
  }

  /** The whole trace in OTLP's JSON, empty where it is unknown. */
  JsonNode trace(String id) {
    return Http.json(url + "/api/v2/traces/" + id, Map.of()).path("trace");
  }

  /** Tempo leaves out leading zeros. */
  private static String padded(String traceId) {
    return "0".repeat(32 - traceId.length()) + traceId;
  }
}
