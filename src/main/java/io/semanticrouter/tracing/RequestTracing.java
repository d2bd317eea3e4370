package io.semanticrouter.tracing;

import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.semanticrouter.config.RouterConfig;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Where the trace of a request begins. */
@Singleton
public final class RequestTracing {
  private final boolean enabled;

  @Inject
  RequestTracing(RouterConfig config, OTelRuntimeConfig openTelemetry) {
    this(config.tracing().enabled() && !openTelemetry.sdkDisabled());
  }

  RequestTracing(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * The parent of the request's root span: the span that the caller names in {@code traceparent},
   * or the start of a new trace. {@link StageSpan#UNTRACED} while tracing is off.
   *
   * @param headers of the request, with names in any case
   */
  public StageSpan caller(MultiMap headers) {
    if (!enabled) {
      return StageSpan.UNTRACED;
    }
    if (!headers.contains(TraceHeaders.TRACEPARENT) && !headers.contains(TraceHeaders.BAGGAGE)) {
      return CallerSpan.UNKNOWN;
    }
    List<String> traceparent = headers.getAll(TraceHeaders.TRACEPARENT);
    List<String> baggage = headers.getAll(TraceHeaders.BAGGAGE);
    // Two parents are as good as none. The two lists may come in several lines.
    return TraceHeaders.caller(
        traceparent.size() == 1 ? traceparent.getFirst() : null,
        joined(headers.getAll(TraceHeaders.TRACESTATE)),
        joined(baggage));
  }

  private static String joined(List<String> lines) {
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> lines.getFirst();
      default -> String.join(",", lines);
    };
  }
}
