package io.semanticrouter.tracing;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.semanticrouter.config.TracingConfig.Sampling;

/** The sampler of roots that the configuration asks for. */
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
      case PROBABILISTIC -> parentBased(sampling, Sampler.traceIdRatioBased(sampling.rate()));
      case RATE_LIMITED ->
          parentBased(
              sampling, new RateLimitedSampler(sampling.tracesPerSecond(), System::nanoTime));
    };
  }

  private static Sampler parentBased(Sampling sampling, Sampler ofRoots) {
    return sampling.parentBased() ? Sampler.parentBased(ofRoots) : ofRoots;
  }
}
