package io.semanticrouter.interop;

import java.util.Map;

/**
 * A span as Jaeger shows it.
 *
 * @param parentId 16 hex digits; empty for a span without parent
 * @param service its resource's {@code service.name}
 * @param startMicros since the epoch
 * @param tags attributes in Jaeger's text form, {@code error} among them
 */
record FoundSpan(
    String spanId,
    String parentId,
    String name,
    String service,
    long startMicros,
    long durationMicros,
    Map<String, String> tags) {

  long endMicros() {
    return startMicros + durationMicros;
  }
}
