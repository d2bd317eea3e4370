package io.semanticrouter.testing;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One span as it came over OTLP.
 *
 * @param parentId 16 hex digits; empty for a span without parent
 * @param status {@code UNSET}, {@code OK} or {@code ERROR}
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 */
public record SpanView(
    String traceId,
    String spanId,
    String parentId,
    String name,
    String kind,
    String status,
    String statusDescription,
    String traceState,
    long startNanos,
    long endNanos,
    Map<String, AnyValue> attributes,
    List<EventView> events,
    Map<String, AnyValue> resource,
    String scope) {

  /** An event of a span. */
  public record EventView(String name, long nanos, Map<String, AnyValue> attributes) {}

  static SpanView of(Span span, Map<String, AnyValue> resource, String scope) {
    return new SpanView(
        hex(span.getTraceId().toByteArray()),
        hex(span.getSpanId().toByteArray()),
        hex(span.getParentSpanId().toByteArray()),
        span.getName(),
        span.getKind().name().substring("SPAN_KIND_".length()),
        span.getStatus().getCode().name().substring("STATUS_CODE_".length()),
        span.getStatus().getMessage(),
        span.getTraceState(),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        map(span.getAttributesList()),
        span.getEventsList().stream()
            .map(e -> new EventView(e.getName(), e.getTimeUnixNano(), map(e.getAttributesList())))
            .toList(),
        resource,
        scope);
  }

  /** Keys with the OTLP type of their value: {@code STRING}, {@code DOUBLE}, {@code STRING[]}... */
  public Map<String, String> types() {
    return attributes.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> typeOf(e.getValue()), (a, b) -> b, TreeMap::new));
  }

  /** The plain Java value of an attribute, null if it is absent. */
  public Object value(String key) {
    AnyValue value = attributes.get(key);
    return value == null ? null : plain(value);
  }

  public String string(String key) {
    return (String) value(key);
  }

  public boolean has(String key) {
    return attributes.containsKey(key);
  }

  public double durationMs() {
    return (endNanos - startNanos) / 1e6;
  }

  public EventView event(String eventName) {
    return events.stream().filter(e -> e.name().equals(eventName)).findFirst().orElseThrow();
  }

  static Map<String, AnyValue> map(List<KeyValue> pairs) {
    Map<String, AnyValue> map = new TreeMap<>();
    for (KeyValue pair : pairs) {
      if (map.put(pair.getKey(), pair.getValue()) != null) {
        throw new AssertionError("attribute twice: " + pair.getKey());
      }
    }
    return map;
  }

  private static String typeOf(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> "STRING";
      case BOOL_VALUE -> "BOOL";
      case INT_VALUE -> "INT";
      case DOUBLE_VALUE -> "DOUBLE";
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
                  .map(SpanView::typeOf)
                  .distinct()
                  .collect(Collectors.joining("|"))
              + "[]";
      default -> value.getValueCase().name();
    };
  }

  private static Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(SpanView::plain).toList();
      default -> value.toString();
    };
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
