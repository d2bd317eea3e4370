package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.PackagedRouter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Configuration that stops the start: exit code 2, and one line for each fault. */
class ConfigFaultIT {
  private static final String MANY =
      """
      vllm_endpoints:
        - {name: one, address: 127.0.0.1, port: 8000}
        - {name: one, address: 127.0.0.1, port: 99999}
      model_config:
        m: {preferred_endpoints: [nowhere]}
      default_model: m
      categories:
        - name: math
          model_scores: [{model: unheard-of, score: 0.5}]
      observability:
        tracing:
          exporter: {type: carrier-pigeon}
          sampling: {type: sometimes, rate: 1.5}
      """;

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("observability:\n  tracing:\n    exporter: {type: zipkin}\n", "exporter.type"),
        Arguments.of("observability:\n  tracing:\n    sampling: {rate: 2}\n", "sampling.rate"),
        Arguments.of("observability:\n  tracing:\n    samplin: {rate: 1}\n", "sampling"),
        Arguments.of("semantic_cahce: {enabled: true}\n", "semantic_cache"),
        Arguments.of("default_model: [a, b]\n", "default_model"),
        Arguments.of("upstream: {connect_timeout: soon}\n", "upstream.connect_timeout"),
        Arguments.of("a: {b: [1, 2\n", "line"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void stopsTheStart(String yaml, String named) {
    // When
    Outcome outcome = start(yaml, Map.of());

    // Then
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).contains(named).doesNotContain("\tat ");
  }

  @Test
  void tellsEveryFaultInOneGo() {
    // When
    Outcome outcome = start(MANY, Map.of());

    // Then
    assertThat(outcome.exitCode()).isEqualTo(2);
    List<String> lines = outcome.output().lines().toList();
    for (String fault :
        List.of(
            "99999", "nowhere", "unheard-of", "carrier-pigeon", "sometimes", "1.5", "endpoints")) {
      assertThat(lines).as(fault).anyMatch(line -> line.contains(fault));
    }
    assertThat(lines).filteredOn(line -> line.contains("carrier-pigeon")).hasSize(1);
    assertThat(lines)
        .filteredOn(line -> line.contains("carrier-pigeon"))
        .allMatch(line -> line.contains("config.yaml") && line.contains("exporter.type"))
        .allMatch(line -> line.contains("stdout") && line.contains("otlp"));
  }

  @Test
  void missesTheFileThatIsNamed() {
    // When
    Outcome outcome = start("", Map.of("CONFIG_PATH", "/nonexistent/router.yaml"));

    // Then
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.output()).contains("/nonexistent/router.yaml");
  }

  private record Outcome(int exitCode, String output) {}

  private static Outcome start(String yaml, Map<String, String> environment) {
    try (PackagedRouter router = PackagedRouter.launch(yaml, environment)) {
      return new Outcome(router.exitCode(), router.stdout() + router.stderr());
    }
  }
}
