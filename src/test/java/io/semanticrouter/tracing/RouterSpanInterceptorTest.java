package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.opentelemetry.runtime.tracing.DropTargetsSampler;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.tracing.TestStages.Fact;
import io.semanticrouter.tracing.TestStages.Seen;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StdoutProfile.class)
class RouterSpanInterceptorTest {
  private static final String SECRET = "my secret prompt";

  @Inject TestStages stages;
  @Inject RequestTracing tracing;
  @Inject OpenTelemetry openTelemetry;
  @Inject SpanRecorder recorder;

  ByteArrayOutputStream stdout;

  @BeforeEach
  void forget() {
    TracingTestBeans.FINISHED.reset();
    TracingTestBeans.STARTED.clear();
    TracingTestBeans.SPAN_IDS.set(0);
  }

  @Test
  void putsStagesUnderTheirParent() {
    // Given
    StageSpan caller = newTrace();

    // When
    Seen seen = stages.tree(caller);

    // Then
    SpanData root = span(RouterSpans.REQUEST_RECEIVED);
    SpanData stage = span(RouterSpans.CLASSIFICATION);
    SpanData upstream = span(RouterSpans.UPSTREAM_REQUEST);
    assertThat(TracingTestBeans.FINISHED.getFinishedSpanItems()).hasSize(3);
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(root.getSpanId()).isEqualTo(seen.root().spanId());
    assertThat(List.of(stage, upstream))
        .allSatisfy(
            child -> {
              assertThat(child.getParentSpanId()).isEqualTo(root.getSpanId());
              assertThat(child.getTraceId()).isEqualTo(root.getTraceId());
            });
    assertThat(stage.getSpanId()).isEqualTo(seen.stage().spanId());
    assertThat(List.of(root.getKind(), stage.getKind(), upstream.getKind()))
        .containsExactly(SpanKind.SERVER, SpanKind.INTERNAL, SpanKind.CLIENT);
  }

  @Test
  void describesWhatAStageFound() {
    // Given
    StageSpan caller = newTrace();

    // When
    stages.tree(caller);

    // Then
    SpanData stage = span(RouterSpans.CLASSIFICATION);
    assertThat(stage.getAttributes().asMap().keySet())
        .extracting(AttributeKey::getKey)
        .containsExactlyInAnyOrder(
            "openinference.span.kind", "category.name", "classification.time_ms");
    assertThat(stage.getAttributes().get(SpanAttributes.OPENINFERENCE_SPAN_KIND))
        .isEqualTo("CHAIN");
    assertThat(stage.getAttributes().get(SpanAttributes.CATEGORY_NAME)).isEqualTo("math");
    double nanos = stage.getEndEpochNanos() - stage.getStartEpochNanos();
    assertThat(stage.getAttributes().get(SpanAttributes.CLASSIFICATION_TIME_MS))
        .isPositive()
        .isLessThanOrEqualTo(nanos / 1e6);
    assertThat(stage.getStatus()).isEqualTo(StatusData.unset());
    assertThat(stage.getInstrumentationScopeInfo().getName()).isEqualTo("semantic-router");
    assertThat(stage.getResource().getAttribute(ServiceResource.SERVICE_NAME))
        .isEqualTo("router-under-test");
  }

  @Test
  void endsWithAFutureThatSucceeds() {
    // Given
    Promise<Fact> promise = Promise.promise();
    Future<Fact> future = stages.root(newTrace(), promise::future);
    assertThat(TracingTestBeans.FINISHED.getFinishedSpanItems()).isEmpty();

    // When
    promise.complete(new Fact("law"));

    // Then
    assertThat(future.result()).isEqualTo(new Fact("law"));
    SpanData root = span(RouterSpans.REQUEST_RECEIVED);
    assertThat(root.getAttributes().get(SpanAttributes.CATEGORY_NAME)).isEqualTo("law");
    assertThat(root.getAttributes().get(SpanAttributes.PROCESSING_TIME_MS)).isPositive();
  }

  @Test
  void endsWithAFutureThatFails() {
    // Given
    Promise<Fact> promise = Promise.promise();
    Future<Fact> future = stages.root(newTrace(), promise::future);

    // When
    promise.fail(new IllegalStateException(SECRET));

    // Then
    assertThat(future.failed()).isTrue();
    SpanData root = span(RouterSpans.REQUEST_RECEIVED);
    assertThat(root.getStatus())
        .isEqualTo(StatusData.create(StatusCode.ERROR, "IllegalStateException"));
    assertThat(root.getAttributes().get(SpanAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(root.getAttributes().get(SpanAttributes.PROCESSING_TIME_MS)).isPositive();
    assertThat(root.getEvents()).hasSize(1);
    assertThat(root.toString()).doesNotContain(SECRET);
  }

  @Test
  void endsWhenAStageThrows() {
    // Given
    RuntimeException thrown = new IllegalStateException(SECRET);

    // When
    assertThatThrownBy(
            () ->
                stages.children.classify(
                    liveParent(),
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    // Then
    SpanData stage = span(RouterSpans.CLASSIFICATION);
    assertThat(stage.getStatus().getDescription()).isEqualTo("IllegalStateException");
    assertThat(stage.getAttributes().get(SpanAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(stage.getEvents().getFirst().getName()).isEqualTo("exception");
    assertThat(stage.toString()).doesNotContain(SECRET);
  }

  @Test
  void endsWhenAMethodThrowsInPlaceOfAFuture() {
    // Given
    Error thrown = new StackOverflowError();

    // When
    assertThatThrownBy(
            () ->
                stages.root(
                    newTrace(),
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);

    // Then
    assertThat(span(RouterSpans.REQUEST_RECEIVED).getAttributes().get(SpanAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.StackOverflowError");
  }

  @Test
  void endsWhenThereIsNoFutureAndNoResult() {
    // Given
    StageSpan caller = newTrace();

    // When
    Future<Fact> none = stages.root(caller, () -> null);

    // Then
    assertThat(none).isNull();
    assertThat(span(RouterSpans.REQUEST_RECEIVED).getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void keepsTheFirstFailure() {
    // Given: a stage that says what went wrong, and then fails of it
    LiveSpan root = liveParent();
    root.fail("client_disconnected", "the client has gone", null);

    // When
    root.endFailed(new IllegalStateException(SECRET));

    // Then
    SpanData ended = span(RouterSpans.REQUEST_RECEIVED);
    assertThat(ended.getAttributes().get(SpanAttributes.ERROR_TYPE))
        .isEqualTo("client_disconnected");
    assertThat(ended.getStatus().getDescription()).isEqualTo("the client has gone");
    assertThat(ended.getEvents()).isEmpty();
  }

  @Test
  void answersEvenIfAResultCannotDescribeItself() {
    // Given
    Traced broken =
        span -> {
          throw new IllegalStateException(SECRET);
        };
    LiveSpan root = liveParent();

    // When
    root.end(broken);

    // Then
    assertThat(span(RouterSpans.REQUEST_RECEIVED).getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void makesNoSpanWhileTracingIsOff() {
    // Given
    StageSpan off = StageSpan.UNTRACED;

    // When
    Seen seen = stages.tree(off);

    // Then
    assertThat(seen).isEqualTo(new Seen(off, off, off));
    assertThat(TracingTestBeans.SPAN_IDS).hasValue(0);
    assertThat(TracingTestBeans.FINISHED.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void givesATraceThatIsNotKeptOnlyTheIdsItPassesOn() {
    // Given
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    StageSpan caller =
        tracing.caller(
            MultiMap.caseInsensitiveMultiMap()
                .add("traceparent", "00-" + trace + "-00f067aa0ba902b7-00"));

    // When
    Seen seen = stages.tree(caller);

    // Then
    assertThat(seen.root().traceResponse()).startsWith("00-" + trace).endsWith("-00");
    assertThat(seen.stage()).isSameAs(seen.root());
    assertThat(seen.upstream().traceResponse()).startsWith("00-" + trace).endsWith("-00");
    assertThat(seen.upstream().spanId()).isNotEqualTo(seen.root().spanId());
    assertThat(TracingTestBeans.SPAN_IDS).hasValue(2);
    assertThat(TracingTestBeans.FINISHED.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void printsEachSpanOnce() {
    // Given
    Seen seen = stages.tree(newTrace());

    // When
    ((OpenTelemetrySdk) openTelemetry)
        .getSdkTracerProvider()
        .forceFlush()
        .join(10, TimeUnit.SECONDS);

    // Then
    List<String> lines =
        stdout
            .toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains(seen.root().traceId()))
            .toList();
    assertThat(lines).hasSize(3);
    assertThat(lines).allSatisfy(line -> assertThat(line).startsWith("{\"Name\":\"semantic_"));
  }

  @Test
  void tellsProcessorsOfTheStartToo() {
    // When
    stages.tree(newTrace());

    // Then
    assertThat(TracingTestBeans.STARTED)
        .containsExactly(
            RouterSpans.REQUEST_RECEIVED.spanName(),
            RouterSpans.CLASSIFICATION.spanName(),
            RouterSpans.UPSTREAM_REQUEST.spanName());
  }

  @Test
  void samplesAsConfiguredAndAsksNobodyElse() {
    // Given
    OpenTelemetrySdk sdk = (OpenTelemetrySdk) openTelemetry;

    // When
    Sampler sampler = sdk.getSdkTracerProvider().getSampler();

    // Then: the extension would wrap it into a sampler that looks at the path of each root
    assertThat(sampler).isNotInstanceOf(DropTargetsSampler.class);
    assertThat(sampler.getDescription()).startsWith("ParentBased{root:TraceIdRatioBased{1.000000}");
  }

  private static SpanData span(RouterSpans stage) {
    List<SpanData> found =
        TracingTestBeans.FINISHED.getFinishedSpanItems().stream()
            .filter(span -> span.getName().equals(stage.spanName()))
            .toList();
    assertThat(found).as(stage.spanName()).hasSize(1);
    return found.getFirst();
  }

  private LiveSpan liveParent() {
    return recorder.root(RouterSpans.REQUEST_RECEIVED, CallerSpan.UNKNOWN);
  }

  private StageSpan newTrace() {
    return tracing.caller(MultiMap.caseInsensitiveMultiMap());
  }
}
