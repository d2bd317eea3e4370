package io.semanticrouter.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExportMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ExportHealth health =
      new ExportHealth(
          new ExportComponent(
              "otlp_grpc_span_exporter", 0, "test collector", Optional.of("jaeger"), 4317),
          3);

  @Test
  void countsWhatBecameOfSpans() {
    // Given
    health.failed(0, new ExportFailure("UNAVAILABLE", "before the binding"));
    new ExportMeters(health).bindTo(registry);

    // When: five spans end, of which two find the queue full
    for (int i = 0; i < 5; i++) {
      health.queue().enter();
    }
    health.queue().left(2);
    health.begun(12);
    health.exported(5);
    health.partlyExported(1, 1, "");
    health.failed(2, new ExportFailure("404", "HTTP status 404"));

    // Then
    assertThat(values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "otel.sdk.exporter.span.exported/", 6.0,
                "otel.sdk.exporter.span.exported/rejected", 1.0,
                "otel.sdk.exporter.span.exported/404", 2.0,
                "otel.sdk.exporter.span.exported/UNAVAILABLE", 0.0,
                "otel.sdk.exporter.span.inflight", 3.0,
                "otel.sdk.processor.span.processed/", 2.0,
                "otel.sdk.processor.span.processed/queue_full", 2.0,
                "otel.sdk.processor.span.queue.size", 1.0,
                "otel.sdk.processor.span.queue.capacity", 3.0));
  }

  @Test
  void namesTheComponentsAsTheConventionsDo() {
    // When
    new ExportMeters(health).bindTo(registry);

    // Then
    assertThat(registry.get("otel.sdk.exporter.span.inflight").gauge().getId().getTags())
        .containsExactlyInAnyOrder(
            Tag.of("otel.component.type", "otlp_grpc_span_exporter"),
            Tag.of("otel.component.name", "otlp_grpc_span_exporter/0"),
            Tag.of("server.address", "jaeger"),
            Tag.of("server.port", "4317"));
    assertThat(registry.get("otel.sdk.processor.span.queue.size").gauge().getId().getTags())
        .isEqualTo(
            List.of(
                Tag.of("otel.component.name", "batching_span_processor/0"),
                Tag.of("otel.component.type", "batching_span_processor")));
  }

  @Test
  void aCollectorCannotMakeUpErrorTypesWithoutEnd() {
    // Given
    new ExportMeters(health).bindTo(registry);

    // When
    for (int status = 100; status < 1000; status++) {
      health.failed(1, new ExportFailure(Integer.toString(status), "no"));
    }

    // Then
    assertThat(health.failed()).hasSizeLessThanOrEqualTo(41);
    assertThat(health.failed().values().stream().mapToLong(n -> n).sum()).isEqualTo(900);
    assertThat(values())
        .hasSizeLessThan(50)
        .containsEntry("otel.sdk.exporter.span.exported/_OTHER", 860.0);
  }

  /** By name, and error type where there is one. */
  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      String type = meter.getId().getTag("error.type");
      values.put(
          meter.getId().getName() + (type == null ? "" : "/" + type),
          meter.measure().iterator().next().getValue());
    }
    return values;
  }
}
