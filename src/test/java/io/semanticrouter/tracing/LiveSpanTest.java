package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A span that is told more after its stage has ended. */
class LiveSpanTest {
  private static final AttributeKey<String> LATE = AttributeKey.stringKey("late");

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SpanRecorder recorder =
      RecorderFixtures.recorder(SimpleSpanProcessor.create(spans));
  private final LiveSpan root = recorder.root(RouterSpans.REQUEST_RECEIVED, CallerSpan.UNKNOWN);
  private final LiveSpan call = recorder.child(root, RouterSpans.UPSTREAM_REQUEST);
  private final Promise<Traced> late = Promise.promise();

  private void endBoth() {
    call.describeLater(late.future());
    root.describeLater(late.future());
    call.end(null);
    root.end(null);
  }

  @Test
  void waitsForWhatIsToldLaterAndEndsWhenItsStageDid() {
    // Given
    endBoth();
    List<SpanData> before = spans.getFinishedSpanItems();
    LiveSpan after = recorder.child(root, RouterSpans.ROUTING_DECISION);
    after.end(null);

    // When
    late.complete(span -> span.set(LATE, "told"));

    // Then
    assertThat(before).isEmpty();
    List<SpanData> ended = spans.getFinishedSpanItems();
    assertThat(ended)
        .extracting(SpanData::getName)
        .containsExactly(
            RouterSpans.ROUTING_DECISION.spanName(),
            RouterSpans.UPSTREAM_REQUEST.spanName(),
            RouterSpans.REQUEST_RECEIVED.spanName());
    SpanData decision = ended.get(0);
    SpanData upstream = ended.get(1);
    SpanData received = ended.get(2);
    assertThat(upstream.getAttributes().get(LATE)).isEqualTo("told");
    assertThat(received.getAttributes().get(LATE)).isEqualTo("told");
    assertThat(upstream.getEndEpochNanos())
        .isBetween(upstream.getStartEpochNanos(), received.getEndEpochNanos());
    assertThat(received.getEndEpochNanos()).isLessThanOrEqualTo(decision.getStartEpochNanos());
  }

  @Test
  void endsWithoutWhatCouldNotBeTold() {
    // Given
    endBoth();

    // When
    late.fail(new IllegalStateException("no"));

    // Then
    assertThat(spans.getFinishedSpanItems())
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.getAttributes().get(LATE)).isNull());
  }
}
