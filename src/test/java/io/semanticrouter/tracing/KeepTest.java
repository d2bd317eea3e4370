package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.semanticrouter.config.TracingConfig.Keep;
import io.semanticrouter.config.TracingConfig.SamplerType;
import io.semanticrouter.config.TracingConfig.Sampling;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which traces are kept though the sampler dropped them. */
class KeepTest {
  private static final Keep ERRORS = new Keep(true, false, Optional.empty());
  private static final List<RouterSpans> STAGES =
      EnumSet.complementOf(EnumSet.of(RouterSpans.REQUEST_RECEIVED)).stream().toList();
  private static final Keep BLOCKED = new Keep(false, true, Optional.empty());

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SpanProcessor exporter = SimpleSpanProcessor.create(exported);
  private final RequestTracing tracing = new RequestTracing(true);
  private TraceKeeper keeper;
  private SpanRecorder recorder;

  private void start(SamplerType type, Keep keep) {
    keeper = new TraceKeeper(keep, meters);
    keeper.exportTo(exporter);
    recorder =
        RecorderFixtures.recorder(
            new RouterSampler(new Sampling(type, 0.5, 10, true, keep)), keeper, exporter);
  }

  private LiveSpan root(String... headers) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      map.add(headers[i], headers[i + 1]);
    }
    return recorder.root(RouterSpans.REQUEST_RECEIVED, (CallerSpan) tracing.caller(map));
  }

  private List<String> names() {
    return exported.getFinishedSpanItems().stream().map(SpanData::getName).toList();
  }

  private static void blocked(LiveSpan span) {
    span.describe(attributes -> attributes.set(SpanAttributes.SECURITY_ACTION, "blocked"));
  }

  private double kept(String reason) {
    return meters.get("router_traces_kept").tag("reason", reason).counter().count();
  }

  @Test
  void aTraceInWhichAStageFailedIsKeptWhole() {
    // Given
    start(SamplerType.ALWAYS_OFF, ERRORS);
    LiveSpan root = root();
    LiveSpan stage = recorder.child(root, RouterSpans.CLASSIFICATION);
    stage.end(null);
    LiveSpan upstream = recorder.child(root, RouterSpans.UPSTREAM_REQUEST);
    upstream.fail("timeout", "too late", null);
    upstream.end(null);
    assertThat(exported.getFinishedSpanItems()).isEmpty();

    // When
    root.end(null);

    // Then
    assertThat(names())
        .containsExactly(
            RouterSpans.CLASSIFICATION.spanName(),
            RouterSpans.UPSTREAM_REQUEST.spanName(),
            RouterSpans.REQUEST_RECEIVED.spanName());
    assertThat(exported.getFinishedSpanItems())
        .allMatch(span -> span.getSpanContext().isSampled())
        .allMatch(span -> span.getTraceId().equals(root.traceId()));
    assertThat(exported.getFinishedSpanItems().getLast().getAttributes())
        .satisfies(
            attributes ->
                assertThat(attributes.get(SpanAttributes.SAMPLING_KEEP_REASON)).isEqualTo("error"));
    assertThat(kept("error")).isEqualTo(1);
    assertThat(keeper.open()).isZero();
    assertThat(keeper.bytes()).isZero();
  }

  @Test
  void theBackendIsToldWhatTheSamplerSaid() {
    // Given
    start(SamplerType.ALWAYS_OFF, ERRORS);

    // When
    LiveSpan root = root();
    LiveSpan upstream = recorder.child(root, RouterSpans.UPSTREAM_REQUEST);

    // Then
    assertThat(root.isRecording()).isTrue();
    assertThat(upstream.isRecording()).isTrue();
    assertThat(upstream.traceResponse()).endsWith("-00");
    assertThat(root.traceResponse()).endsWith("-00");
  }

  @Test
  void aTraceWithoutAnythingToKeepItForIsDropped() {
    // Given
    start(SamplerType.ALWAYS_OFF, new Keep(true, true, Optional.of(Duration.ofHours(1))));
    LiveSpan root = root();
    recorder.child(root, RouterSpans.CLASSIFICATION).end(null);

    // When
    root.end(null);

    // Then
    assertThat(exported.getFinishedSpanItems()).isEmpty();
    assertThat(keeper.open()).isZero();
    assertThat(keeper.bytes()).isZero();
  }

  @Test
  void aBlockedRequestIsKept() {
    // Given
    start(SamplerType.ALWAYS_OFF, BLOCKED);
    LiveSpan root = root();
    blocked(root);

    // When
    root.end(null);

    // Then
    assertThat(names()).containsExactly(RouterSpans.REQUEST_RECEIVED.spanName());
    assertThat(kept("blocked")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1ns, 1", "1h, 0"})
  void aSlowRequestIsKept(String limit, int traces) {
    // Given
    Duration slow = limit.equals("1h") ? Duration.ofHours(1) : Duration.ofNanos(1);
    start(SamplerType.ALWAYS_OFF, new Keep(false, false, Optional.of(slow)));

    // When
    root().end(null);

    // Then
    assertThat(exported.getFinishedSpanItems()).hasSize(traces);
    assertThat(kept("slow")).isEqualTo(traces);
  }

  /** A gateway before the router that samples one in a hundred must not hide the other failures. */
  @Test
  void aCallersNoIsWhatTheSamplerSaidAndNoMore() {
    // Given
    start(SamplerType.PROBABILISTIC, ERRORS);
    LiveSpan root = root("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");

    // When
    root.fail("500", "failed", null);
    root.end(null);

    // Then
    assertThat(exported.getFinishedSpanItems())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
              assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            });
  }

  @Test
  void whatIsSampledIsExportedOnceAndWatchedByNobody() {
    // Given
    start(SamplerType.ALWAYS_ON, ERRORS);
    LiveSpan root = root();

    // When
    root.fail("500", "failed", null);
    root.end(null);

    // Then
    assertThat(exported.getFinishedSpanItems()).hasSize(1);
    assertThat(kept("error")).isZero();
  }

  @Test
  void withoutRulesNothingIsRecorded() {
    // Given
    start(SamplerType.ALWAYS_OFF, Keep.NOTHING);

    // When
    LiveSpan root = root();

    // Then
    assertThat(root.isRecording()).isFalse();
    assertThat(keeper.open()).isZero();
  }

  @Test
  void noMoreTracesAreWatchedThanMayBe() {
    // Given
    start(SamplerType.ALWAYS_OFF, ERRORS);
    List<LiveSpan> roots = new ArrayList<>();
    for (int i = 0; i < TraceKeeper.MAX_TRACES; i++) {
      roots.add(root());
    }

    // When
    LiveSpan tooMany = root();

    // Then
    assertThat(tooMany.isRecording()).isFalse();
    assertThat(meters.get("router_traces_unwatched").counter().count()).isEqualTo(1);

    // When one is over
    roots.getFirst().end(null);

    // Then
    assertThat(root().isRecording()).isTrue();
  }

  @Test
  void spansBeyondTheMemoryThatThereIsAreLost() {
    // Given
    start(SamplerType.ALWAYS_OFF, ERRORS);
    LiveSpan root = root();
    String huge = "x".repeat((int) (TraceKeeper.MAX_BYTES / 2 / Character.BYTES) - 10_000);

    // When three spans end of which two fit
    for (int i = 0; i < 3; i++) {
      LiveSpan stage = recorder.child(root, RouterSpans.CLASSIFICATION);
      stage.describe(attributes -> attributes.set(SpanAttributes.CATEGORY_NAME, huge));
      stage.end(null);
    }
    root.fail("500", "failed", null);
    root.end(null);

    // Then
    assertThat(names()).hasSize(3).endsWith(RouterSpans.REQUEST_RECEIVED.spanName());
    assertThat(keeper.bytes()).isZero();
    assertThat(meters.get("router_traces_unwatched").counter().count()).isEqualTo(1);
  }

  /** Any mixture of requests: what is exported is the whole traces that a rule matches. */
  @Test
  void keepsWholeTracesAndNoOthers() {
    // Given
    start(SamplerType.ALWAYS_OFF, new Keep(true, true, Optional.empty()));
    SplittableRandom random = new SplittableRandom(5);
    List<LiveSpan> open = new ArrayList<>();
    List<String> expected = new ArrayList<>();

    // When
    for (int i = 0; i < 2_000; i++) {
      LiveSpan root = root();
      int stages = random.nextInt(9);
      boolean keep = false;
      for (int s = 0; s < stages; s++) {
        LiveSpan stage = recorder.child(root, STAGES.get(random.nextInt(STAGES.size())));
        if (random.nextInt(20) == 0) {
          stage.fail("e", "failed", null);
          keep = true;
        }
        stage.end(null);
      }
      if (random.nextInt(10) == 0) {
        blocked(root);
        keep = true;
      }
      if (keep) {
        for (int s = 0; s <= stages; s++) {
          expected.add(root.traceId());
        }
      }
      open.add(root);
      if (open.size() > 20) {
        open.remove(random.nextInt(open.size())).end(null);
      }
    }
    open.forEach(root -> root.end(null));

    // Then
    assertThat(exported.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(keeper.open()).isZero();
    assertThat(keeper.bytes()).isZero();
  }
}
