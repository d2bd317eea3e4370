package io.semanticrouter.tracing.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedSpanTest {
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("name");
  private static final SpanContext IDS =
      SpanContext.create(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private final InMemorySpanExporter ended = InMemorySpanExporter.create();

  private RecordedSpan span(SpanLimits limits) {
    return new RecordedSpan(
        new TracerState(
            limits,
            SimpleSpanProcessor.create(ended),
            Resource.getDefault(),
            InstrumentationScopeInfo.create("test")),
        IDS,
        SpanContext.getInvalid(),
        "stage",
        SpanKind.INTERNAL,
        TraceClock.start());
  }

  /** Whatever is said to both, and however narrow the limits are. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void isWhatTheSpanOfTheSdkIs(int seed) {
    // Given
    SplittableRandom random = new SplittableRandom(seed);
    SpanLimits limits =
        SpanLimits.builder()
            .setMaxNumberOfAttributes(1 + random.nextInt(20))
            .setMaxAttributeValueLength(random.nextBoolean() ? Integer.MAX_VALUE : 3)
            .setMaxNumberOfEvents(1 + random.nextInt(4))
            .setMaxNumberOfLinks(1 + random.nextInt(2))
            .setMaxNumberOfAttributesPerEvent(1)
            .setMaxNumberOfAttributesPerLink(1)
            .build();
    List<Consumer<Span>> said = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      said.add(something(random));
    }

    // When
    SpanData expected;
    try (SdkTracerProvider sdk = SdkTracerProvider.builder().setSpanLimits(limits).build()) {
      Span reference = sdk.get("test").spanBuilder("stage").setNoParent().startSpan();
      said.forEach(words -> words.accept(reference));
      reference.end();
      expected = ((ReadableSpan) reference).toSpanData();
    }
    RecordedSpan span = span(limits);
    said.forEach(words -> words.accept(span));
    span.end();

    // Then
    SpanData found = ended.getFinishedSpanItems().getFirst();
    assertThat(found.getName()).isEqualTo(expected.getName());
    assertThat(found.getKind()).isEqualTo(expected.getKind());
    assertThat(found.getAttributes().asMap()).isEqualTo(expected.getAttributes().asMap());
    assertThat(found.getStatus()).isEqualTo(expected.getStatus());
    assertThat(found.getEvents()).isEqualTo(expected.getEvents());
    assertThat(found.getTotalRecordedEvents()).isEqualTo(expected.getTotalRecordedEvents());
    // The SDK forgets how many attributes of a link it dropped.
    assertThat(found.getLinks())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("totalAttributeCount")
        .isEqualTo(expected.getLinks());
    assertThat(found.getTotalRecordedLinks()).isEqualTo(expected.getTotalRecordedLinks());
    assertThat(found.hasEnded()).isTrue();
  }

  private static Consumer<Span> something(SplittableRandom random) {
    int number = random.nextInt(30);
    String key = "key" + number;
    Attributes two = Attributes.of(NAME, "eleven", AttributeKey.longKey("n"), 11L);
    return switch (random.nextInt(12)) {
      case 0 -> span -> span.setAttribute(key, "text " + number);
      case 1 -> span -> span.setAttribute(key, number);
      case 2 -> span -> span.setAttribute(key, number / 7.0);
      case 3 -> span -> span.setAttribute(key, number % 2 == 0);
      case 4 ->
          span -> span.setAttribute(AttributeKey.stringArrayKey(key), List.of("first", "second"));
      case 5 -> span -> span.setAttribute(NAME, null).setAttribute("", "no name");
      case 6 -> span -> span.addEvent(key, Attributes.empty(), number, TimeUnit.MILLISECONDS);
      case 7 -> span -> span.addEvent(key, two, number, TimeUnit.SECONDS);
      case 8 -> span -> span.addLink(IDS, two);
      case 9 -> span -> span.addLink(SpanContext.getInvalid()).updateName(key);
      case 10 -> span -> span.setStatus(StatusCode.ERROR, key).setStatus(StatusCode.UNSET);
      default -> number == 0 ? span -> span.setStatus(StatusCode.OK, key) : _ -> {};
    };
  }

  @Test
  void changesNoMoreOnceItHasEnded() {
    // Given
    RecordedSpan span = span(SpanLimits.getDefault());
    span.setAttribute(NAME, "before").addEvent("before");
    span.end(span.getStartEpochNanos() + 5, TimeUnit.NANOSECONDS);

    // When
    span.setAttribute(NAME, "after").updateName("after").setStatus(StatusCode.ERROR, "after");
    span.addEvent("after").addLink(IDS).recordException(new IllegalStateException());
    span.end();

    // Then
    assertThat(ended.getFinishedSpanItems()).hasSize(1);
    assertThat(span.getName()).isEqualTo("stage");
    assertThat(span.getAttribute(NAME)).isEqualTo("before");
    assertThat(span.getEvents()).hasSize(1);
    assertThat(span.getLinks()).isEmpty();
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getLatencyNanos()).isEqualTo(5);
    assertThat(span.isRecording()).isFalse();
  }

  @Test
  void showsWhatItIsNowToWhoeverLooksEarly() {
    // Given
    RecordedSpan span = span(SpanLimits.getDefault());
    span.setAttribute(NAME, "before");

    // When
    SpanData early = span.toSpanData();
    Attributes attributes = span.getAttributes();
    span.setAttribute(NAME, "after").updateName("after").addEvent("after");
    span.end();

    // Then
    assertThat(early.hasEnded()).isFalse();
    assertThat(early.getEndEpochNanos()).isZero();
    assertThat(early.getName()).isEqualTo("stage");
    assertThat(early.getEvents()).isEmpty();
    assertThat(early.getAttributes().get(NAME)).isEqualTo("before");
    assertThat(attributes.get(NAME)).isEqualTo("before");
    assertThat(span.toSpanData().getAttributes().get(NAME)).isEqualTo("after");
  }

  @Test
  void countsWhatFoundNoRoomAndNotWhatWasReplaced() {
    // Given
    RecordedSpan span = span(SpanLimits.builder().setMaxNumberOfAttributes(2).build());

    // When
    span.setAttribute("a", 1).setAttribute("a", 2).setAttribute("b", 3).setAttribute("c", 4);

    // Then
    assertThat(span.getAttributes().asMap().values()).containsExactly(2L, 3L);
    assertThat(span.getTotalAttributeCount()).isEqualTo(3);
  }

  @Test
  void recordsAnExceptionWithoutWhatItSays() {
    // Given
    RecordedSpan span = span(SpanLimits.getDefault());

    // When
    span.recordException(new IllegalStateException("a prompt"), Attributes.of(NAME, "added"));

    // Then
    Attributes event = span.getEvents().getFirst().getAttributes();
    assertThat(event.get(ExceptionEvents.TYPE)).isEqualTo("java.lang.IllegalStateException");
    assertThat(event.get(NAME)).isEqualTo("added");
    assertThat(event.toString()).doesNotContain("a prompt");
  }

  @Test
  void tellsTheTimeOfDay() {
    // Given
    long before = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

    // When
    RecordedSpan span = span(SpanLimits.getDefault());
    span.end();

    // Then
    assertThat(span.getStartEpochNanos()).isCloseTo(before, within(TimeUnit.MINUTES.toNanos(1)));
    assertThat(span.getEndEpochNanos()).isGreaterThanOrEqualTo(span.getStartEpochNanos());
  }
}
