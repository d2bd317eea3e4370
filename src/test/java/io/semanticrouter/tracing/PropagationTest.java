package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropagationTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + SPAN + "-01";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final RequestTracing tracing = new RequestTracing(true);

  @Test
  void continuesTheCallersTrace() {
    // Given
    MultiMap headers = headers("TraceParent", TRACEPARENT);

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);
    root.end(null);

    // Then
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(SPAN);
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(root.traceResponse()).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
  }

  @ParameterizedTest
  @CsvSource({
    "wrong version,   ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "no version,      4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "version no hex,  0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "short trace id,  00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
    "short span id,   00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
    "zero trace id,   00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "zero span id,    00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "upper case,      00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
    "no hex,          00-4bf92f3577b34da6a3ce929d0e0e473z-00f067aa0ba902b7-01",
    "no flags,        00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    "short flags,     00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
    "flags no hex,    00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
    "extra field,     00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-00",
    "trailing text,   00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
    "future no dash,  cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
    "other delimiter, 00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
    "nothing,         ''",
  })
  void startsANewTraceForAMalformedTraceparent(String fault, String traceparent) {
    // Given
    MultiMap headers = headers("traceparent", traceparent, "tracestate", "vendor=1");

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);
    root.end(null);

    // Then
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertThat(span.getParentSpanContext().isValid()).as(fault).isFalse();
    assertThat(span.getTraceId()).isNotEqualTo(TRACE);
    assertThat(propagated(root)).containsOnlyKeys("traceparent");
  }

  @Test
  void takesTwoParentsForNone() {
    // Given
    MultiMap headers = headers("traceparent", TRACEPARENT, "traceparent", TRACEPARENT);

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);

    // Then
    assertThat(root.traceId()).isNotEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03"
      })
  void readsVersionsToCome(String traceparent) {
    // Given
    MultiMap headers = headers("traceparent", traceparent);

    // When
    LiveSpan root = root(Sampler.parentBased(Sampler.alwaysOff()), headers);

    // Then
    assertThat(root.traceId()).isEqualTo(TRACE);
    assertThat(root.isRecording()).isTrue();
    assertThat(root.traceResponse()).startsWith("00-").endsWith("-01");
  }

  @Test
  void passesStateAndBaggageOnAsReceived() {
    // Given
    String state = "congo=t61rcWkgMzE ,\trojo=00f067aa0ba902b7,tenant@vendor=x:y";
    String baggage = "user%20id=a%20b , flag = on;prop=1;secret,empty=";
    MultiMap headers = headers("traceparent", TRACEPARENT, "tracestate", state, "baggage", baggage);

    // When
    SpanRecorder recorder = recorder(Sampler.alwaysOn());
    LiveSpan upstream = recorder.child(root(recorder, headers), RouterSpans.UPSTREAM_REQUEST);

    // Then
    assertThat(propagated(upstream))
        .containsExactly(
            Map.entry("traceparent", "00-" + TRACE + "-" + upstream.spanId() + "-01"),
            Map.entry("tracestate", state),
            Map.entry("baggage", baggage));
    assertThat(upstream.spanId()).isNotEqualTo(SPAN);
  }

  @Test
  void keepsTheOrderOfTheStateOnTheSpan() {
    // Given
    MultiMap headers =
        headers("traceparent", TRACEPARENT, "tracestate", "a=1,", "tracestate", "b=2,c=3");

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);
    root.end(null);

    // Then
    assertThat(spans.getFinishedSpanItems().getFirst().getSpanContext().getTraceState().asMap())
        .containsExactly(Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("c", "3"));
    assertThat(propagated(root)).containsEntry("tracestate", "a=1,,b=2,c=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "A=1", "a=1,a=2", "a=b\u0001", "\u000ba=1", "a=1\u001f", "=1", "a=", " "})
  void dropsAMalformedStateAndKeepsTheTrace(String state) {
    // Given
    MultiMap headers = headers("traceparent", TRACEPARENT, "tracestate", state);

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);

    // Then
    assertThat(root.traceId()).isEqualTo(TRACE);
    assertThat(propagated(root)).containsOnlyKeys("traceparent");
  }

  @ParameterizedTest
  @CsvSource({"32, true", "33, false"})
  void relaysAtMostThirtyTwoMembersOfState(int members, boolean relayed) {
    // Given
    String state =
        IntStream.range(0, members).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));

    // When
    LiveSpan root =
        root(Sampler.alwaysOn(), headers("traceparent", TRACEPARENT, "tracestate", state));

    // Then
    assertThat(root.traceId()).isEqualTo(TRACE);
    assertThat(propagated(root).get("tracestate")).isEqualTo(relayed ? state : null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "=1",
        "a=1,",
        "a=1,,b=2",
        "a=\"1\"",
        "a=b c",
        "a=1;",
        "a=1;=2",
        "a=1\\2",
        "(a)=1",
        "a=\u00e9",
        "\u000ba=1",
        "a\u001c=1",
        "a=1\u001f",
        "a=1;b c=2"
      })
  void ignoresMalformedBaggage(String baggage) {
    // Given
    MultiMap headers = headers("traceparent", TRACEPARENT, "baggage", baggage);

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);

    // Then
    assertThat(propagated(root)).containsOnlyKeys("traceparent");
  }

  @ParameterizedTest
  @CsvSource({"180, 5, true", "181, 5, false", "1, 8187, true", "1, 8188, false"})
  void ignoresBaggageBeyondTheLimits(int members, int memberLength, boolean relayed) {
    // Given: five characters of key and equals sign before each value
    String baggage =
        IntStream.range(0, members)
            .mapToObj(i -> "k%03d=".formatted(i) + "v".repeat(memberLength))
            .collect(Collectors.joining(","));

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers("baggage", baggage));

    // Then
    assertThat(propagated(root).get("baggage")).isEqualTo(relayed ? baggage : null);
  }

  @Test
  void relaysBaggageWithoutATrace() {
    // Given
    MultiMap headers = headers("baggage", "a=1", "Baggage", "b=2");

    // When
    LiveSpan root = root(Sampler.alwaysOn(), headers);

    // Then
    assertThat(propagated(root)).containsEntry("baggage", "a=1,b=2");
  }

  @Test
  void givesTheBackendAParentEvenOfATraceThatIsNotKept() {
    // Given
    MultiMap headers = headers("traceparent", "00-" + TRACE + "-" + SPAN + "-00");
    SpanRecorder recorder = recorder(Sampler.parentBased(Sampler.alwaysOn()));
    LiveSpan root = root(recorder, headers);

    // When
    LiveSpan upstream = recorder.child(root, RouterSpans.UPSTREAM_REQUEST);

    // Then
    assertThat(root.isRecording()).isFalse();
    assertThat(root.traceResponse()).isEqualTo("00-" + TRACE + "-" + root.spanId() + "-00");
    assertThat(upstream.traceResponse()).isEqualTo("00-" + TRACE + "-" + upstream.spanId() + "-00");
    assertThat(upstream.spanId()).isNotIn(root.spanId(), SPAN);
  }

  @Test
  void isOffWithTracing() {
    // Given
    RequestTracing off = new RequestTracing(false);

    // When
    StageSpan caller = off.caller(headers("traceparent", TRACEPARENT));

    // Then
    assertThat(caller).isSameAs(StageSpan.UNTRACED);
    assertThat(caller.traceResponse()).isNull();
    assertThat(propagated(caller)).isEmpty();
  }

  private static MultiMap headers(String... namesAndValues) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  private static Map<String, String> propagated(StageSpan span) {
    Map<String, String> headers = new LinkedHashMap<>();
    span.propagate(headers::put);
    return headers;
  }

  private LiveSpan root(Sampler sampler, MultiMap headers) {
    return root(recorder(sampler), headers);
  }

  private LiveSpan root(SpanRecorder recorder, MultiMap headers) {
    return recorder.root(RouterSpans.REQUEST_RECEIVED, (CallerSpan) tracing.caller(headers));
  }

  private SpanRecorder recorder(Sampler sampler) {
    return RecorderFixtures.recorder(sampler, null, SimpleSpanProcessor.create(spans));
  }
}
