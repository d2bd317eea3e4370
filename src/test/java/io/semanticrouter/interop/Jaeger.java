package io.semanticrouter.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Jaeger's search, as its own pages send it. */
record Jaeger(String url) {

  List<String> services() {
    List<String> names = new ArrayList<>();
    Http.json(url + "/api/services", Map.of())
        .get("data")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  /** The spans of the traces found, by trace id. */
  Map<String, List<FoundSpan>> search(String service, Map<String, String> conditions) {
    Map<String, String> query = new LinkedHashMap<>(conditions);
    query.put("service", service);
    query.put("limit", "200");
    return read(Http.json(url + "/api/traces", query));
  }

  /** The spans of one trace; none where it is unknown. */
  List<FoundSpan> trace(String id) {
    return Http.isOk(url + "/api/traces/" + id)
        ? read(Http.json(url + "/api/traces/" + id, Map.of())).getOrDefault(id, List.of())
        : List.of();
  }

  private static Map<String, List<FoundSpan>> read(JsonNode answer) {
    Map<String, List<FoundSpan>> traces = new TreeMap<>();
    for (JsonNode trace : answer.get("data")) {
      List<FoundSpan> spans = new ArrayList<>();
      trace.get("spans").forEach(span -> spans.add(span(span, trace.get("processes"))));
      traces.put(trace.get("traceID").asText(), List.copyOf(spans));
    }
    return traces;
  }

  private static FoundSpan span(JsonNode span, JsonNode processes) {
    Map<String, String> tags =
        span.get("tags")
            .valueStream()
            .collect(
                Collectors.toMap(tag -> tag.get("key").asText(), tag -> tag.get("value").asText()));
    String parent =
        span.get("references")
            .valueStream()
            .filter(reference -> reference.get("refType").asText().equals("CHILD_OF"))
            .map(reference -> reference.get("spanID").asText())
            .findFirst()
            .orElse("");
    return new FoundSpan(
        span.get("spanID").asText(),
        parent,
        span.get("operationName").asText(),
        processes.get(span.get("processID").asText()).get("serviceName").asText(),
        span.get("startTime").asLong(),
        span.get("duration").asLong(),
        tags);
  }
}
