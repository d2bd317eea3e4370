package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.semanticrouter.config.TracingConfig.Keep;
import io.semanticrouter.config.TracingConfig.SamplerType;
import io.semanticrouter.config.TracingConfig.Sampling;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplersTest {
  // The highest trace id but one: no rate below 1 keeps it. The lowest: every rate above 0 keeps
  // it.
  private static final String LAST = "7fffffffffffffff7ffffffffffffffe";
  private static final String FIRST = "00000000000000010000000000000001";

  @Test
  void keepsTheConfiguredShareOfTraces() {
    // Given
    Sampler sampler =
        Samplers.of(new Sampling(SamplerType.PROBABILISTIC, 0.1, 10, true, Keep.NOTHING));
    Random random = new Random(42);
    int traces = 10_000;

    // When
    int kept = 0;
    for (int i = 0; i < traces; i++) {
      if (keeps(sampler, Context.root(), TraceId.fromLongs(random.nextLong(), random.nextLong()))) {
        kept++;
      }
    }

    // Then
    assertThat(kept / (double) traces).isBetween(0.09, 0.11);
  }

  @ParameterizedTest
  @CsvSource({
    // type, rate, parent based, caller's flag, trace id, kept
    "ALWAYS_ON,     1.0, true,  00, " + LAST + ",  true",
    "ALWAYS_ON,     0.0, true,  none, " + LAST + ",  true",
    "ALWAYS_OFF,    1.0, true,  01, " + FIRST + ", false",
    "ALWAYS_OFF,    1.0, true,  none, " + FIRST + ", false",
    "PROBABILISTIC, 0.5, true,  01, " + LAST + ",  true",
    "PROBABILISTIC, 0.5, true,  00, " + FIRST + ", false",
    "PROBABILISTIC, 0.5, true,  none, " + FIRST + ", true",
    "PROBABILISTIC, 0.5, true,  none, " + LAST + ", false",
    "PROBABILISTIC, 0.5, false, 01, " + LAST + ",  false",
    "PROBABILISTIC, 0.5, false, 00, " + FIRST + ", true",
    "PROBABILISTIC, 0.0, false, none, " + FIRST + ", false",
    "PROBABILISTIC, 1.0, false, none, " + LAST + ", true",
  })
  void honoursTheCallerOnlyWhereToldTo(
      SamplerType type,
      double rate,
      boolean parentBased,
      String callerFlag,
      String traceId,
      boolean kept) {
    // Given
    Sampler sampler = Samplers.of(new Sampling(type, rate, 10, parentBased, Keep.NOTHING));
    Context caller =
        callerFlag.equals("none")
            ? Context.root()
            : Context.root()
                .with(
                    Span.wrap(
                        SpanContext.createFromRemoteParent(
                            traceId,
                            "00f067aa0ba902b7",
                            TraceFlags.fromHex(callerFlag, 0),
                            TraceState.getDefault())));

    // When
    boolean keeps = keeps(sampler, caller, traceId);

    // Then
    assertThat(keeps).isEqualTo(kept);
  }

  private static boolean keeps(Sampler sampler, Context parent, String traceId) {
    return sampler
        .shouldSample(parent, traceId, "root", SpanKind.SERVER, Attributes.empty(), List.of())
        .getDecision()
        .equals(SamplingDecision.RECORD_AND_SAMPLE);
  }
}
