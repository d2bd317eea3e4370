package io.semanticrouter.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real OpenTelemetry Collector with the configuration of deploy/, between router and Jaeger. */
@Tag("interop")
class TailSamplingIT {
  private static final Path CONFIGURATION =
      Path.of("deploy", "otel-collector", "tail-sampling.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static TraceBackend backend;
  private static TraceBackend collector;
  private static Jaeger jaeger;

  @BeforeAll
  static void start() {
    Programs.assumeJaeger("tail sampling in a Collector (it is the same program as Jaeger)");
    backend = TraceBackend.jaeger();
    jaeger = new Jaeger(backend.queryUrl());
    collector =
        TraceBackend.collector(
            CONFIGURATION,
            Map.of(
                "FORWARD_TO", "http://" + backend.otlpHttp(),
                "DECISION_WAIT", "1s",
                "SLOW_MS", "1000",
                "SAMPLE_PERCENT", "0"));
  }

  @AfterAll
  static void stop() {
    if (collector != null) {
      collector.close();
    }
    if (backend != null) {
      backend.close();
    }
  }

  @Test
  void keepsWhatFailedWasBlockedOrTookLong() {
    // Given
    Traffic sent = Traffic.send(collector.otlpGrpc(), "grpc");

    // When a later trace has passed, the Collector has decided on all earlier ones
    Traffic later = Traffic.send(collector.otlpGrpc(), "grpc");
    awaitTrace(later.broken());
    Set<String> kept = kept();

    // Then
    assertThat(kept)
        .contains(
            sent.broken(),
            sent.unreachable(),
            sent.abandoned(),
            sent.personal(),
            sent.attack(),
            sent.slow());
    Set<String> slow =
        new TreeSet<>(jaeger.search(Traffic.SERVICE, Map.of("minDuration", "1s")).keySet());
    assertThat(kept)
        .filteredOn(id -> !slow.contains(id))
        .doesNotContain(sent.served(), sent.cached(), sent.streamed(), sent.unknownModel());
    assertThat(jaeger.trace(sent.slow())).as("spans of a trace that was kept").hasSize(9);
  }

  private static Set<String> kept() {
    return jaeger.search(Traffic.SERVICE, Map.of()).keySet();
  }

  private static void awaitTrace(String id) {
    Awaitility.await(id).atMost(PATIENCE).until(() -> !jaeger.trace(id).isEmpty());
  }
}
