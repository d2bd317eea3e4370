package io.semanticrouter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;

/**
 * The nine spans of a request, in the order in which they start. Names are part of the contract.
 */
public enum RouterSpans {
  /** The root: from the request head to the last byte of the answer. */
  REQUEST_RECEIVED(
      "semantic_router.request.received",
      SpanKind.SERVER,
      "CHAIN",
      SpanAttributes.PROCESSING_TIME_MS),
  CLASSIFICATION(
      "semantic_router.classification",
      SpanKind.INTERNAL,
      "CHAIN",
      SpanAttributes.CLASSIFICATION_TIME_MS),
  PII_DETECTION(
      "semantic_router.security.pii_detection",
      SpanKind.INTERNAL,
      "GUARDRAIL",
      SpanAttributes.PII_DETECTION_TIME_MS),
  JAILBREAK_DETECTION(
      "semantic_router.security.jailbreak_detection",
      SpanKind.INTERNAL,
      "GUARDRAIL",
      SpanAttributes.JAILBREAK_DETECTION_TIME_MS),
  CACHE_LOOKUP(
      "semantic_router.cache.lookup",
      SpanKind.INTERNAL,
      "RETRIEVER",
      SpanAttributes.CACHE_LOOKUP_TIME_MS),
  ROUTING_DECISION("semantic_router.routing.decision", SpanKind.INTERNAL, "CHAIN", null),
  BACKEND_SELECTION("semantic_router.backend.selection", SpanKind.INTERNAL, "CHAIN", null),
  SYSTEM_PROMPT_INJECTION(
      "semantic_router.system_prompt.injection", SpanKind.INTERNAL, "PROMPT", null),
  /** The call to the backend: ends at its last byte. */
  UPSTREAM_REQUEST("semantic_router.upstream.request", SpanKind.CLIENT, "LLM", null);

  private static final int PREFIX_LENGTH = "semantic_router.".length();

  private final String spanName;
  private final SpanKind kind;
  private final String openInferenceKind;
  private final AttributeKey<Double> durationKey;

  RouterSpans(
      String spanName, SpanKind kind, String openInferenceKind, AttributeKey<Double> durationKey) {
    this.spanName = spanName;
    this.kind = kind;
    this.openInferenceKind = openInferenceKind;
    this.durationKey = durationKey;
  }

  public String spanName() {
    return spanName;
  }

  /** The span's name without what all of them have in common: how metrics call the stage. */
  public String label() {
    return spanName.substring(PREFIX_LENGTH);
  }

  SpanKind kind() {
    return kind;
  }

  String openInferenceKind() {
    return openInferenceKind;
  }

  /** The attribute that repeats the span's duration in milliseconds, or null if it has none. */
  AttributeKey<Double> durationKey() {
    return durationKey;
  }
}
