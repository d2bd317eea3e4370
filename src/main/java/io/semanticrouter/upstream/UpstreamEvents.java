package io.semanticrouter.upstream;

import io.opentelemetry.api.common.Attributes;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.StageSpan;

/** What the upstream span tells of a call on its way to an answer. */
final class UpstreamEvents {
  private UpstreamEvents() {}

  /** An endpoint was given up for another one. */
  static void attemptFailed(StageSpan span, Endpoint endpoint, String errorType) {
    if (span.isRecording()) {
      span.event(
          "attempt_failed",
          Attributes.of(
              SpanAttributes.ENDPOINT_NAME, endpoint.name(), SpanAttributes.ERROR_TYPE, errorType));
    }
  }

  /** A model was given up for another one. */
  static void modelFallback(StageSpan span, String from, String to, String errorType) {
    if (span.isRecording()) {
      span.event(
          "model_fallback",
          Attributes.of(
              SpanAttributes.ROUTING_FALLBACK_FROM,
              from,
              SpanAttributes.MODEL_NAME,
              to,
              SpanAttributes.ERROR_TYPE,
              errorType));
    }
  }
}
