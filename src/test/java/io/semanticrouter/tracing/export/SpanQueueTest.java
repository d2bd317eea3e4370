package io.semanticrouter.tracing.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.semanticrouter.config.TracingConfig.Batch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SpanQueueTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int CAPACITY = 64;

  private final ExportHealth health =
      new ExportHealth(new ExportComponent("test", 0, "a test", Optional.empty(), 0), CAPACITY);

  private SdkTracerProvider provider(SpanExporter exporter, Sampler sampler) {
    Batch batch = new Batch(CAPACITY, 16, Duration.ofMillis(20), LONG);
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(new SpanQueue(exporter, batch, batch.scheduleDelay(), health))
        .build();
  }

  private static void end(Tracer tracer, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("one").startSpan().end();
    }
  }

  @Test
  void everySpanIsHandedOnOrCountedAsDropped() {
    // Given an exporter that holds its first batch
    Exporter exporter = new Exporter();
    try (SdkTracerProvider provider = provider(exporter, Sampler.alwaysOn())) {
      Tracer tracer = provider.get("test");
      end(tracer, 16);
      Awaitility.await("the first batch").until(() -> exporter.spans.get() == 16);

      // When eight threads end more than fits
      List<CompletableFuture<Void>> threads =
          IntStream.range(0, 8)
              .mapToObj(_ -> CompletableFuture.runAsync(() -> end(tracer, 1000)))
              .toList();
      threads.forEach(CompletableFuture::join);

      // Then
      assertThat(health.queue().size()).isEqualTo(CAPACITY);
      assertThat(health.queue().dropped()).isEqualTo(8000 - CAPACITY);
      assertThat(health.inFlight()).isEqualTo(16);
      exporter.release();
      provider.forceFlush().join(30, TimeUnit.SECONDS);
      assertThat(exporter.spans.get()).isEqualTo(16 + CAPACITY);
      assertThat(health.queue().size()).isZero();
      assertThat(health.queue().passed()).isEqualTo(16 + CAPACITY);
    }
  }

  @Test
  void spansThatAreNotSampledTakeNoPlace() {
    // Given
    Exporter exporter = new Exporter();
    try (SdkTracerProvider provider = provider(exporter, Sampler.alwaysOff())) {
      // When
      end(provider.get("test"), 1000);

      // Then
      assertThat(health.queue().size()).isZero();
      assertThat(health.queue().dropped()).isZero();
    }
  }

  @Test
  void anExporterThatThrowsIsCounted() {
    // Given
    Exporter exporter = new Exporter();
    exporter.broken = true;
    try (SdkTracerProvider provider = provider(exporter, Sampler.alwaysOn())) {
      // When
      end(provider.get("test"), 3);
      provider.forceFlush().join(30, TimeUnit.SECONDS);

      // Then
      assertThat(health.failed()).containsEntry("_OTHER", 3L);
      assertThat(health.inFlight()).isZero();
      assertThat(health.status().state()).isEqualTo(ExportHealth.State.FAILING);
    }
  }

  /** Counts what comes, and holds it until it is told. */
  private static final class Exporter implements SpanExporter {
    private final AtomicInteger spans = new AtomicInteger();
    private final CompletableResultCode first = new CompletableResultCode();
    private volatile boolean broken;

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      spans.addAndGet(batch.size());
      return first;
    }

    void release() {
      first.succeed();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      release();
      return CompletableResultCode.ofSuccess();
    }
  }
}
