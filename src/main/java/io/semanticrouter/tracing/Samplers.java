package io.semanticrouter.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.semanticrouter.config.TracingConfig.Sampling;

/** The sampler that the configuration asks for. */
final class Samplers {
  private Samplers() {}

  /**
   * {@code always_on} and {@code always_off} mean what they say, whatever the caller decided. A
   * probabilistic sampler decides by the trace id, so that every service with the same rate keeps
   * the same traces.
   */
  static Sampler of(Sampling sampling) {
    return switch (sampling.type()) {
      case ALWAYS_ON -> Sampler.alwaysOn();
      case ALWAYS_OFF -> Sampler.alwaysOff();
      case PROBABILISTIC -> {
        Sampler byTraceId = Sampler.traceIdRatioBased(sampling.rate());
        yield sampling.parentBased() ? Sampler.parentBased(byTraceId) : byTraceId;
      }
    };
  }
}
