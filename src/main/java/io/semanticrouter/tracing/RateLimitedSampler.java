package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Keeps about so many traces a second: each with a probability that follows the traffic, and that
 * is told with the trace. Roots alone are asked for. Safe for any thread.
 *
 * <p>The traffic is the number of requests, each of which fades with a time constant of {@value
 * #ADAPTATION_SECONDS} s (an exponentially weighted moving count, as OpenTelemetry's consistent
 * rate-limiting sampler takes it). When traffic rises from nothing to {@code n} requests a second
 * at once, the first second keeps more than its share: until the count has grown.
 */
final class RateLimitedSampler implements Sampler {
  private static final int ADAPTATION_SECONDS = 5;
  private static final double ADAPTATION_NANOS = ADAPTATION_SECONDS * 1e9;

  private final int tracesPerSecond;
  private final LongSupplier clock;
  private final AtomicReference<Traffic> traffic;

  /**
   * Makes a sampler that has seen nothing yet.
   *
   * @param clock gives nanoseconds since some moment
   */
  RateLimitedSampler(int tracesPerSecond, LongSupplier clock) {
    this.tracesPerSecond = tracesPerSecond;
    this.clock = clock;
    this.traffic = new AtomicReference<>(new Traffic(0, clock.getAsLong()));
  }

  /** Requests until a moment, the older the less. */
  private record Traffic(double count, long nanos) {
    Traffic oneMore(long now) {
      double faded = count * Math.exp(-Math.max(0, now - nanos) / ADAPTATION_NANOS);
      return new Traffic(faded + 1, now);
    }
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    double count = traffic.updateAndGet(seen -> seen.oneMore(clock.getAsLong())).count();
    double probability = Math.min(1, tracesPerSecond * (double) ADAPTATION_SECONDS / count);
    long threshold = ConsistentProbability.threshold(probability);
    TraceState caller = Span.fromContext(parentContext).getSpanContext().getTraceState();
    return ConsistentProbability.keeps(threshold, traceId, caller)
        ? new Kept(threshold)
        : SamplingResult.drop();
  }

  /** Kept with the probability that the threshold stands for. */
  private record Kept(long threshold) implements SamplingResult {
    @Override
    public SamplingDecision getDecision() {
      return SamplingDecision.RECORD_AND_SAMPLE;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.of(
          SpanAttributes.SAMPLING_PROBABILITY, ConsistentProbability.probability(threshold));
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parentTraceState) {
      return ConsistentProbability.with(threshold, parentTraceState);
    }
  }

  @Override
  public String getDescription() {
    return "RateLimited{" + tracesPerSecond + "/s}";
  }

  @Override
  public String toString() {
    return getDescription();
  }
}
