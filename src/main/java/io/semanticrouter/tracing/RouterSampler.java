package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig.Sampling;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Samples roots as the configuration in force says, and lets spans of this process follow theirs:
 * so a reload never leaves half a trace. ({@link SpanRecorder} asks for roots alone; the SDK, of
 * whose tracers this is the sampler too, for all.) Where traces may be kept when their request is
 * over, a root that the sampler drops is recorded all the same, without the flag that would make
 * others record it.
 */
@Singleton
@Typed(RouterSampler.class)
final class RouterSampler implements Sampler {
  private volatile Rules rules;

  private record Rules(Sampling settings, Sampler sampler) {
    static Rules of(Sampling settings) {
      return new Rules(settings, Samplers.of(settings));
    }
  }

  @Inject
  RouterSampler(RouterConfig config) {
    this(config.tracing().sampling());
  }

  RouterSampler(Sampling settings) {
    rules = Rules.of(settings);
  }

  void reloaded(@Observes ConfigReloaded event) {
    use(event.now().tracing().sampling());
  }

  /** What holds for the next roots. One that is used already goes on with what it has learnt. */
  void use(Sampling settings) {
    if (!settings.equals(rules.settings)) {
      rules = Rules.of(settings);
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
    Span parent = Span.fromContext(parentContext);
    SpanContext parentIds = parent.getSpanContext();
    if (parentIds.isValid() && !parentIds.isRemote()) {
      return asItsRoot(parent);
    }
    Rules current = rules;
    SamplingResult result =
        current.sampler.shouldSample(parentContext, traceId, name, kind, attributes, parentLinks);
    return result.getDecision() == SamplingDecision.DROP && current.settings.keep().isOn()
        ? SamplingResult.recordOnly()
        : result;
  }

  private static SamplingResult asItsRoot(Span root) {
    if (root.getSpanContext().isSampled()) {
      return SamplingResult.recordAndSample();
    }
    return root.isRecording() ? SamplingResult.recordOnly() : SamplingResult.drop();
  }

  @Override
  public String getDescription() {
    return rules.sampler.getDescription();
  }
}
