package io.semanticrouter.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The searches of docs/tracing.md in a real Jaeger, which gets its spans over gRPC. */
@Tag("interop")
class JaegerSearchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofSeconds(1);

  private static TraceBackend backend;
  private static Jaeger jaeger;
  private static Traffic sent;

  @BeforeAll
  static void send() {
    Programs.assumeJaeger("searches in Jaeger");
    backend = TraceBackend.jaeger();
    jaeger = new Jaeger(backend.queryUrl());
    sent = Traffic.send(backend.otlpGrpc(), "grpc");
    Awaitility.await("all traces")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(search(Map.of()).keySet()).isEqualTo(sent.all()));
  }

  @AfterAll
  static void stop() {
    if (backend != null) {
      backend.close();
    }
  }

  static List<GuideSearch> searches() {
    return GuideSearch.all();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void findsWhatTheGuideSays(GuideSearch search) {
    assumeThat(search.jaeger()).as("Jaeger cannot ask for this").isNotEmpty();

    // When
    Set<String> found = search(search.jaeger()).keySet();

    // Then
    assertThat(found).isNotEmpty().isEqualTo(search.expected(sent, lasting(LONG)));
  }

  @Test
  void listsTheService() {
    assertThat(jaeger.services()).contains(Traffic.SERVICE);
  }

  @Test
  void findsTheSlowOnesByTheirDuration() {
    // Given
    long longest = spans().stream().mapToLong(FoundSpan::durationMicros).max().orElseThrow();

    // When
    Set<String> slow = search(Map.of("minDuration", "1s")).keySet();
    Set<String> slower = search(Map.of("minDuration", (longest + 1) + "us")).keySet();

    // Then
    assertThat(slow).contains(sent.slow()).isEqualTo(lasting(LONG));
    assertThat(slower).isEmpty();
  }

  @Test
  void findsNoOtherRequest() {
    assertThat(search(Map.of("tags", "{\"request.id\":\"req-of-nobody\"}"))).isEmpty();
  }

  @Test
  void showsEachTraceWhole() {
    // When
    List<FoundSpan> spans = jaeger.trace(sent.served());

    // Then
    assertThat(spans).hasSize(9).extracting(FoundSpan::service).containsOnly(Traffic.SERVICE);
    String root =
        spans.stream().filter(s -> s.parentId().isEmpty()).findFirst().orElseThrow().spanId();
    assertThat(spans)
        .filteredOn(s -> !s.spanId().equals(root))
        .extracting(FoundSpan::parentId)
        .containsOnly(root);
  }

  private static Map<String, List<FoundSpan>> search(Map<String, String> conditions) {
    return jaeger.search(Traffic.SERVICE, conditions);
  }

  private static List<FoundSpan> spans() {
    return search(Map.of()).values().stream().flatMap(List::stream).toList();
  }

  private static Set<String> lasting(Duration atLeast) {
    long micros = atLeast.toNanos() / 1000;
    return search(Map.of()).entrySet().stream()
        .filter(trace -> trace.getValue().stream().anyMatch(s -> s.durationMicros() >= micros))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
