package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.semanticrouter.config.TracingConfig.Keep;
import io.semanticrouter.config.TracingConfig.SamplerType;
import io.semanticrouter.config.TracingConfig.Sampling;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterSamplerTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static Sampling sampling(SamplerType type, boolean keepErrors) {
    return new Sampling(type, 1, 1_000, true, new Keep(keepErrors, false, Optional.empty()));
  }

  private static SamplingDecision decision(RouterSampler sampler, Context parent) {
    return sampler
        .shouldSample(parent, TRACE, "root", SpanKind.SERVER, Attributes.empty(), List.of())
        .getDecision();
  }

  private static Context caller(String flags) {
    return flags.equals("none")
        ? Context.root()
        : Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        TRACE,
                        "00f067aa0ba902b7",
                        TraceFlags.fromHex(flags, 0),
                        TraceState.getDefault())));
  }

  @ParameterizedTest
  @CsvSource({
    "ALWAYS_ON,    true,  none, RECORD_AND_SAMPLE",
    "ALWAYS_OFF,   false, none, DROP",
    "ALWAYS_OFF,   true,  none, RECORD_ONLY",
    "RATE_LIMITED, false, none, RECORD_AND_SAMPLE",
    "RATE_LIMITED, false, 00,   DROP",
    "RATE_LIMITED, true,  00,   RECORD_ONLY",
    "RATE_LIMITED, true,  01,   RECORD_AND_SAMPLE",
  })
  void recordsWhatMayBeKeptYet(
      SamplerType type, boolean keep, String callersFlags, SamplingDecision decision) {
    // Given
    RouterSampler sampler = new RouterSampler(sampling(type, keep));

    // When
    SamplingDecision made = decision(sampler, caller(callersFlags));

    // Then
    assertThat(made).isEqualTo(decision);
  }

  @Test
  void aReloadDecidesOverTheNextTracesAndNotOverThoseUnderWay() {
    // Given
    RouterSampler sampler = new RouterSampler(sampling(SamplerType.ALWAYS_ON, false));
    try (SdkTracerProvider provider = SdkTracerProvider.builder().setSampler(sampler).build()) {
      Span sampled = provider.get("test").spanBuilder("root").startSpan();

      // When
      sampler.use(sampling(SamplerType.ALWAYS_OFF, false));

      // Then
      Span next = provider.get("test").spanBuilder("root").startSpan();
      assertThat(decision(sampler, Context.root().with(sampled)))
          .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
      assertThat(next.isRecording()).isFalse();
      assertThat(decision(sampler, Context.root().with(next))).isEqualTo(SamplingDecision.DROP);
    }
  }

  @Test
  void aReloadThatLeavesTheSamplingAsItIsLeavesWhatTheSamplerLearnt() {
    // Given
    RouterSampler sampler = new RouterSampler(limited());
    for (int i = 0; i < 100_000; i++) {
      decision(sampler, Context.root());
    }

    // When
    sampler.use(limited());

    // Then: a new one would keep the next 5
    String lowest = "4bf92f3577b34da6a300000000000000";
    assertThat(
            sampler
                .shouldSample(
                    Context.root(), lowest, "r", SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision())
        .isEqualTo(SamplingDecision.DROP);
  }

  private static Sampling limited() {
    return new Sampling(SamplerType.RATE_LIMITED, 1, 1, true, Keep.NOTHING);
  }
}
