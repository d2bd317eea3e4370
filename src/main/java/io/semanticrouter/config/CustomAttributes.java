package io.semanticrouter.config;

import java.util.List;
import java.util.Map;

/**
 * Attributes that the operator puts on every root span.
 *
 * @param fixed values by name
 * @param fromHeaders names of request headers, in lower case, by the name of the attribute
 * @param fromBaggage keys of baggage members, which name their attribute too
 */
public record CustomAttributes(
    Map<String, String> fixed, Map<String, String> fromHeaders, List<String> fromBaggage) {

  public static final CustomAttributes NONE = new CustomAttributes(Map.of(), Map.of(), List.of());

  /**
   * Attributes in all. With them the root stays far below the 128 attributes that the OpenTelemetry
   * SDK keeps of a span.
   */
  public static final int MAX_COUNT = 32;

  /** Characters of a name. */
  public static final int MAX_NAME = 128;

  /**
   * Characters (UTF-16 code units) of a value. A fixed one beyond it is a fault; of what a request
   * brings so much is kept, the last of it being {@code …}.
   */
  public static final int MAX_VALUE = 256;

  public CustomAttributes {
    fixed = Map.copyOf(fixed);
    fromHeaders = Map.copyOf(fromHeaders);
    fromBaggage = List.copyOf(fromBaggage);
  }

  /** True if there are none. */
  public boolean isEmpty() {
    return fixed.isEmpty() && fromHeaders.isEmpty() && fromBaggage.isEmpty();
  }
}
