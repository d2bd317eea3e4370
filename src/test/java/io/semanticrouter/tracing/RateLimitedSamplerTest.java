package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitedSamplerTest {
  private static final int TARGET = 10;
  private static final double NANOS = 1e9;

  private final SplittableRandom random = new SplittableRandom(7);
  private long now;
  private final RateLimitedSampler sampler = new RateLimitedSampler(TARGET, () -> now);

  /** Traces that were kept, and how many the probabilities told with them say there were. */
  private record Kept(int count, double scaled, int all) {}

  private SamplingResult next() {
    String traceId = TraceId.fromLongs(random.nextLong(), random.nextLong());
    return sample(Context.root(), traceId);
  }

  private SamplingResult sample(Context caller, String traceId) {
    return sampler.shouldSample(
        caller, traceId, "root", SpanKind.SERVER, Attributes.empty(), List.of());
  }

  private static boolean isKept(SamplingResult result) {
    return result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
  }

  /** Requests at random moments, so many a second on average. */
  private Kept run(double requestsPerSecond, int seconds) {
    long end = now + (long) (seconds * NANOS);
    int count = 0;
    int all = 0;
    double scaled = 0;
    while (now < end) {
      now += (long) (-Math.log(1 - random.nextDouble()) / requestsPerSecond * NANOS);
      SamplingResult result = next();
      all++;
      if (isKept(result)) {
        count++;
        scaled += 1 / result.getAttributes().get(SpanAttributes.SAMPLING_PROBABILITY);
      }
    }
    return new Kept(count, scaled, all);
  }

  @ParameterizedTest
  @ValueSource(doubles = {20, 100, 1_000, 10_000})
  void keepsTheTargetWhateverTheTraffic(double requestsPerSecond) {
    // Given
    run(requestsPerSecond, 30);

    // When
    Kept kept = run(requestsPerSecond, 200);

    // Then: 2,000 are expected, with a standard deviation below 45
    assertThat(kept.count() / 200.0).isCloseTo(TARGET, within(1.0));
    assertThat(kept.scaled()).isCloseTo(kept.all(), Percentage.withPercentage(10));
  }

  @Test
  void keepsEverythingWhileThereIsLittle() {
    // When
    Kept kept = run(2, 100);

    // Then
    assertThat(kept.count()).isEqualTo(kept.all());
    assertThat(kept.scaled()).isEqualTo(kept.all());
  }

  @Test
  void followsTrafficThatChanges() {
    // Given
    run(5, 60);

    // When traffic rises at once
    Kept rise = run(1_000, 30);
    Kept steady = run(1_000, 100);
    Kept fall = run(20, 30);

    // Then
    assertThat(rise.count()).as("in the first 30 s").isBetween(300, 800);
    assertThat(steady.count() / 100.0).isCloseTo(TARGET, within(1.5));
    assertThat(fall.count()).as("after the fall").isBetween(100, 400);
    assertThat(rise.scaled()).isCloseTo(rise.all(), Percentage.withPercentage(20));
  }

  @Test
  void tellsTheProbabilityInTheTraceState() {
    // Given
    run(1_000, 60);
    SamplingResult kept = next();
    while (!isKept(kept)) {
      now += 1_000_000;
      kept = next();
    }

    // When
    TraceState state = kept.getUpdatedTraceState(TraceState.builder().put("a", "1").build());

    // Then
    String threshold = state.get("ot").substring("th:".length());
    double told = kept.getAttributes().get(SpanAttributes.SAMPLING_PROBABILITY);
    double rejected = Long.parseLong((threshold + "0".repeat(14)).substring(0, 14), 16) / 0x1p56;
    assertThat(1 - rejected).isCloseTo(told, within(1e-12));
    assertThat(told).isBetween(0.007, 0.014);
    assertThat(state.get("a")).isEqualTo("1");
  }

  @Test
  void callsThatComeAtOneMomentAreCounted() {
    // When
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      kept += isKept(next()) ? 1 : 0;
    }

    // Then: 50 for the seconds before, and a harmonic sum of what follows, 50 * ln(10,000 / 50)
    assertThat(kept).isBetween(250, 380);
  }

  @Test
  void takesTheRandomnessOfTheCallersTraceState() {
    // Given
    run(1_000, 60);
    String kept = "ot=rv:ffffffffffffff".substring(3);

    // When
    boolean always = true;
    boolean never = false;
    for (int i = 0; i < 100; i++) {
      String traceId = TraceId.fromLongs(random.nextLong(), random.nextLong());
      always &= isKept(sample(caller(traceId, kept), traceId));
      never |= isKept(sample(caller(traceId, "rv:00000000000000"), traceId));
    }

    // Then
    assertThat(always).isTrue();
    assertThat(never).isFalse();
  }

  private static Context caller(String traceId, String member) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    traceId,
                    "00f067aa0ba902b7",
                    TraceFlags.getDefault(),
                    TraceState.builder().put("ot", member).build())));
  }
}
