package io.semanticrouter.config;

import java.util.List;
import java.util.Set;

/**
 * Attribute names that are not the operator's to give. A test holds the list against {@code
 * SpanAttributes}, where the router sets them.
 */
final class ReservedAttributes {
  /** What tools take for a language model's own figures, whoever set it. */
  static final List<String> NAMESPACES = List.of("gen_ai.", "llm.", "openinference.", "otel.");

  static final Set<String> NAMES =
      Set.of(
          "backend.candidates",
          "backend.excluded",
          "backend.policy",
          "backend.queue_time_ms",
          "cache.backend",
          "cache.hit",
          "cache.key",
          "cache.lookup_time_ms",
          "cache.similarity",
          "cache.threshold",
          "category.confidence",
          "category.name",
          "classification.time_ms",
          "classifier.type",
          "endpoint.address",
          "endpoint.name",
          "error.type",
          "http.method",
          "http.path",
          "http.response.status_code",
          "input.mime_type",
          "input.value",
          "jailbreak.confidence",
          "jailbreak.detected",
          "jailbreak.detection_time_ms",
          "jailbreak.type",
          "model.name",
          "output.mime_type",
          "output.value",
          "pii.detected",
          "pii.detection_time_ms",
          "pii.types",
          "processing.overhead_ms",
          "processing.time_ms",
          "reasoning.effort",
          "reasoning.enabled",
          "request.id",
          "routing.fallback_from",
          "routing.original_model",
          "routing.reason",
          "routing.selected_model",
          "routing.strategy",
          "sampling.keep_reason",
          "sampling.probability",
          "security.action",
          "server.address",
          "server.port",
          "session.id",
          "system_prompt.injected",
          "system_prompt.mode",
          "understanding.tier",
          "upstream.attempts",
          "user.id");

  private ReservedAttributes() {}

  static boolean contains(String name) {
    return NAMES.contains(name) || NAMESPACES.stream().anyMatch(name::startsWith);
  }
}
