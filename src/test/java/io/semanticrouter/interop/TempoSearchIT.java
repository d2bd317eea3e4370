package io.semanticrouter.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The searches of docs/tracing.md in a real Grafana Tempo, which gets its spans over HTTP. */
@Tag("interop")
class TempoSearchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final String ALL = "{ resource.service.name = \"" + Traffic.SERVICE + "\" }";

  private static TraceBackend backend;
  private static Tempo tempo;
  private static Traffic sent;

  @BeforeAll
  static void send() {
    Programs.assumeTempo("searches in Tempo");
    backend = TraceBackend.tempo(Duration.ofSeconds(1));
    tempo = new Tempo(backend.queryUrl());
    sent = Traffic.send(backend.otlpHttp(), "http/protobuf");
    Awaitility.await("all traces")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(tempo.search(ALL)).isEqualTo(sent.all()));
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
    // When
    Set<String> found = tempo.search(search.traceQl());

    // Then
    assertThat(found)
        .as(search.traceQl())
        .isNotEmpty()
        .isEqualTo(search.expected(sent, longerThan(LONG)));
  }

  @Test
  void findsTheSlowOnes() {
    assertThat(longerThan(LONG)).contains(sent.slow());
  }

  @Test
  void findsNoOtherRequest() {
    assertThat(tempo.search("{ span.request.id = \"req-of-nobody\" }")).isEmpty();
  }

  @Test
  void showsEachTraceWhole() {
    assertThat(tempo.trace(sent.served()).findValues("spanId")).hasSize(9);
  }

  private static Set<String> longerThan(Duration time) {
    return sent.all().stream()
        .filter(
            id ->
                tempo.trace(id).findParents("spanId").stream()
                    .anyMatch(s -> nanos(s) > time.toNanos()))
        .collect(Collectors.toSet());
  }

  private static long nanos(JsonNode span) {
    return span.get("endTimeUnixNano").asLong() - span.get("startTimeUnixNano").asLong();
  }
}
