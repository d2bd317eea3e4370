package io.semanticrouter.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held against what OpenTelemetry's own exporter sends. */
class SpanBatchTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Resource RESOURCE =
      Resource.create(Attributes.builder().put("service.name", "router").build(), "https://a/1");
  private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("router");
  private static final InstrumentationScopeInfo OTHER =
      InstrumentationScopeInfo.builder("bean")
          .setVersion("1.2")
          .setSchemaUrl("https://b/2")
          .setAttributes(Attributes.builder().put("of", "an operator").build())
          .build();
  private static final Attributes ATTRIBUTES =
      Attributes.builder()
          .put("text", "math")
          .put("other", "Grüße, 日本 \uD83D\uDE00")
          .put("long text", "x".repeat(20_000))
          .put("double", 45.0)
          .put("long", 9_007_199_254_740_993L)
          .put("zero", 0L)
          .put("negative", -3L)
          .put("flag", true)
          .put("off", false)
          .put("texts", "EMAIL_ADDRESS", "PERSON")
          .put("longs", 1L, 2L)
          .put("doubles", 0.5, 1.5)
          .put("flags", true, false)
          .put(AttributeKey.stringArrayKey("none"), List.of())
          .build();

  private static TestSpanData.Builder span(String name) {
    return TestSpanData.builder()
        .setName(name)
        .setKind(SpanKind.INTERNAL)
        .setResource(RESOURCE)
        .setInstrumentationScopeInfo(SCOPE)
        .setSpanContext(context("00f067aa0ba902b7", TraceState.getDefault()))
        .setStartEpochNanos(1_767_225_600_000_000_000L)
        .setEndEpochNanos(1_767_225_600_123_456_789L)
        .setStatus(StatusData.unset())
        .setHasEnded(true);
  }

  private static SpanContext context(String span, TraceState state) {
    return SpanContext.create(TRACE, span, TraceFlags.getSampled(), state);
  }

  static Stream<SpanData> spans() {
    TraceState state = TraceState.builder().put("ot", "th:8").put("vendor", "a b").build();
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), state);
    return Stream.of(
        span("bare").build(),
        span("Wände").setKind(SpanKind.SERVER).setParentSpanContext(remote).build(),
        span("child").setParentSpanContext(context("b7ad6b7169203331", state)).build(),
        span("state").setSpanContext(context("00f067aa0ba902b7", state)).build(),
        span("ok").setKind(SpanKind.PRODUCER).setStatus(StatusData.ok()).build(),
        span("failed")
            .setKind(SpanKind.CONSUMER)
            .setStatus(StatusData.create(StatusCode.ERROR, "why"))
            .build(),
        span("attributes")
            .setKind(SpanKind.CLIENT)
            .setAttributes(ATTRIBUTES)
            .setTotalAttributeCount(ATTRIBUTES.size())
            .build(),
        span("events")
            .setEvents(
                List.of(
                    EventData.create(5, "one", Attributes.empty()),
                    EventData.create(6, "two", ATTRIBUTES, ATTRIBUTES.size() + 2)))
            .setTotalRecordedEvents(7)
            .build(),
        span("links")
            .setLinks(
                List.of(
                    LinkData.create(remote, ATTRIBUTES, ATTRIBUTES.size() + 1),
                    LinkData.create(remote)))
            .setTotalRecordedLinks(3)
            .build(),
        span("dropped").setAttributes(ATTRIBUTES).setTotalAttributeCount(40).build());
  }

  @ParameterizedTest
  @MethodSource("spans")
  void sendsWhatTheSdkSends(SpanData span) throws IOException {
    assertThat(sent(List.of(span))).isEqualTo(sentBySdk(List.of(span)));
  }

  /** The SDK's exporter sends it as no value at all. */
  @Test
  void sendsAnEmptyTextAsText() throws IOException {
    // Given
    Attributes empty = Attributes.builder().put("empty", "").build();

    // When
    AnyValue sent =
        sent(List.of(span("one").setAttributes(empty).setTotalAttributeCount(1).build()))
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0)
            .getAttributes(0)
            .getValue();

    // Then
    assertThat(sent.getValueCase()).isEqualTo(AnyValue.ValueCase.STRING_VALUE);
  }

  @Test
  void keepsTogetherWhatOneScopeMade() throws IOException {
    // Given
    List<SpanData> mixed =
        List.of(
            span("one").build(),
            span("two").setInstrumentationScopeInfo(OTHER).build(),
            span("three").build());

    // When
    ExportTraceServiceRequest request = sent(mixed);

    // Then
    assertThat(request.getResourceSpansList())
        .flatExtracting(resource -> resource.getScopeSpansList())
        .containsExactlyInAnyOrderElementsOf(
            sentBySdk(mixed).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .toList());
    assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansList())
        .extracting(each -> each.getName())
        .containsExactly("one", "three");
  }

  @Test
  void forgetsWhatItHeldBefore() throws IOException {
    // Given
    SpanBatch batch = SpanBatch.of(List.of(span("one").build(), span("two").build()));
    batch.clear();

    // When
    ProtoWriter encoded = new ProtoWriter(64);
    SpanData three = span("three").build();
    new SpanEncoder(encoded).span(three);
    batch.add(three, encoded);

    // Then
    assertThat(batch.size()).isEqualTo(1);
    assertThat(parsed(batch)).isEqualTo(sentBySdk(List.of(three)));
  }

  static Stream<List<SpanData>> batches() {
    SpanData one = span("one").build();
    SpanData other = span("other").setInstrumentationScopeInfo(OTHER).build();
    return Stream.of(List.of(), List.of(one), List.of(one, other), Collections.nCopies(500, one));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void leavesRoomForWhatAProtocolPutsBeforeIt(List<SpanData> spans) throws IOException {
    // Given
    SpanBatch batch = SpanBatch.of(spans);
    ExportTraceServiceRequest alone = parsed(batch);

    // When
    ByteBuf message = batch.encode(5).setBytes(0, new byte[] {-1, -2, -3, -4, -5});

    // Then
    assertThat(alone.getResourceSpansList())
        .flatExtracting(resource -> resource.getScopeSpansList())
        .flatExtracting(scope -> scope.getSpansList())
        .hasSameSizeAs(spans);
    assertThat(ExportTraceServiceRequest.parseFrom(ByteBufUtil.getBytes(message.skipBytes(5))))
        .isEqualTo(alone);
  }

  private static ExportTraceServiceRequest sent(List<SpanData> spans) throws IOException {
    return parsed(SpanBatch.of(spans));
  }

  private static ExportTraceServiceRequest parsed(SpanBatch batch) throws IOException {
    return ExportTraceServiceRequest.parseFrom(ByteBufUtil.getBytes(batch.encode(0)));
  }

  private static ExportTraceServiceRequest sentBySdk(List<SpanData> spans) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TraceRequestMarshaler.create(spans).writeBinaryTo(bytes);
    return ExportTraceServiceRequest.parseFrom(bytes.toByteArray());
  }
}
