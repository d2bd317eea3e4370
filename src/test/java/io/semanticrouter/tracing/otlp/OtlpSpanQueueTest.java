package io.semanticrouter.tracing.otlp;

import static io.semanticrouter.tracing.otlp.ScriptedCollector.grpc;
import static io.semanticrouter.tracing.otlp.ScriptedCollector.silence;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.semanticrouter.config.Tls;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.tracing.export.ExportComponent;
import io.semanticrouter.tracing.export.ExportHealth;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Received;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OtlpSpanQueueTest extends OtlpExporterFixture {
  private static final int CAPACITY = 64;
  private static final int BATCH = 16;

  private final ExportHealth books =
      new ExportHealth(new ExportComponent("test", 0, "a test", Optional.empty(), 0), CAPACITY);

  /** There when a collector that holds its first batch has got it. */
  private final CompletableFuture<HttpServerResponse> first = new CompletableFuture<>();

  private OtlpSpanQueue queue;

  private SdkTracerProvider provider(
      ScriptedCollector collector, Sampler sampler, Duration delay, Duration timeout) {
    OtlpSpanExporter exporter =
        new OtlpSpanExporter(
            config("127.0.0.1:" + collector.port(), "grpc", timeout, "none", Tls.SYSTEM),
            () -> vertx,
            books);
    queue = new OtlpSpanQueue(exporter, new Batch(CAPACITY, BATCH, delay, timeout), books);
    SdkTracerProvider provider =
        SdkTracerProvider.builder().setSampler(sampler).addSpanProcessor(queue).build();
    open.addFirst(provider);
    return provider;
  }

  private static void end(Tracer tracer, int spans) {
    for (int i = 0; i < spans; i++) {
      tracer.spanBuilder("one").startSpan().end();
    }
  }

  private static List<Integer> sizes(ScriptedCollector collector) {
    return collector.received().stream().map(OtlpSpanQueueTest::spans).toList();
  }

  private static int spans(Received received) {
    return (int) names(received).count();
  }

  private static Stream<String> names(Received received) {
    try {
      byte[] message = received.body().getBytes(5, received.body().length());
      return ExportTraceServiceRequest.parseFrom(message).getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .map(Span::getName);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ScriptedCollector collectorHoldingTheFirst() {
    Answer held = first::complete;
    return collector(grpc(0, "")).next(held);
  }

  private void letFirstGo() {
    HttpServerResponse response = first.join();
    vertx.runOnContext(_ -> grpc(0, "").give(response));
  }

  @Test
  void everySpanIsHandedOnOrCountedAsDropped() {
    // Given a collector that holds its first batch
    ScriptedCollector collector = collectorHoldingTheFirst();
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, LONG);
    Tracer tracer = provider.get("test");
    end(tracer, BATCH);
    first.join();

    // When eight threads end more than fits
    IntStream.range(0, 8)
        .mapToObj(_ -> CompletableFuture.runAsync(() -> end(tracer, 1000)))
        .toList()
        .forEach(CompletableFuture::join);

    // Then
    assertThat(books.queue().size()).isEqualTo(CAPACITY);
    assertThat(books.queue().dropped()).isEqualTo(8000 - CAPACITY);
    assertThat(books.inFlight()).isEqualTo(BATCH);
    letFirstGo();
    assertThat(ended(provider.forceFlush())).isTrue();
    assertThat(books.exported()).isEqualTo(BATCH + CAPACITY);
    assertThat(books.queue().passed()).isEqualTo(BATCH + CAPACITY);
    assertThat(books.queue().size()).isZero();
    assertThat(sizes(collector)).hasSize(5).containsOnly(BATCH);
  }

  /** A batch is sent from the memory in which its spans waited, and that is used again. */
  @Test
  void everySpanArrivesAsItWasEncoded() {
    // Given a collector that holds its first batch
    ScriptedCollector collector = collectorHoldingTheFirst();
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, LONG);
    List<String> names = IntStream.range(0, 20 * BATCH).mapToObj(i -> "span " + i).toList();
    List<String> early = names.subList(0, CAPACITY);
    early.forEach(name -> end(provider, name));
    letFirstGo();
    assertThat(ended(provider.forceFlush())).isTrue();

    // When
    for (String name : names.subList(CAPACITY, names.size())) {
      end(provider, name);
      if (books.queue().size() == CAPACITY) {
        assertThat(ended(provider.forceFlush())).isTrue();
      }
    }
    assertThat(ended(provider.forceFlush())).isTrue();

    // Then
    assertThat(collector.received().stream().flatMap(OtlpSpanQueueTest::names))
        .containsExactlyElementsOf(names);
  }

  private static void end(SdkTracerProvider provider, String name) {
    provider.get("test").spanBuilder(name).startSpan().end();
  }

  @Test
  void spansThatAreNotSampledTakeNoPlace() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOff(), LONG, LONG);

    // When
    end(provider.get("test"), 1000);

    // Then
    assertThat(books.queue().size()).isZero();
    assertThat(books.queue().dropped()).isZero();
    assertThat(ended(provider.forceFlush())).as("there is nothing to wait for").isTrue();
    assertThat(collector.received()).isEmpty();
  }

  @Test
  void aSpanWaitsNoLongerThanTheDelay() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    SdkTracerProvider provider =
        provider(collector, Sampler.alwaysOn(), Duration.ofMillis(50), LONG);

    // When
    end(provider.get("test"), 3);

    // Then
    Awaitility.await("the batch that is not full").until(() -> books.exported() == 3);
    assertThat(sizes(collector).stream().mapToInt(each -> each).sum()).isEqualTo(3);
  }

  @Test
  void whatWaitsIsSentWhenItIsAskedFor() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, LONG);
    end(provider.get("test"), BATCH + 3);

    // When
    boolean flushed = ended(provider.forceFlush());

    // Then
    assertThat(flushed).isTrue();
    assertThat(books.exported()).isEqualTo(BATCH + 3);
    assertThat(sizes(collector)).containsExactly(BATCH, 3);
  }

  @Test
  void whatWaitsIsSentBeforeTheEnd() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, LONG);
    end(provider.get("test"), BATCH + 3);

    // When
    boolean ended = ended(provider.shutdown());

    // Then
    assertThat(ended).isTrue();
    assertThat(sizes(collector)).containsExactly(BATCH, 3);
  }

  @Test
  void nobodyWaitsForWhatComesAfterTheEnd() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, LONG);
    ended(queue.shutdown());

    // When
    end(provider.get("test"), 1);

    // Then
    assertThat(ended(queue.forceFlush())).isTrue();
    assertThat(collector.received()).isEmpty();
  }

  @Test
  void goesOnAfterABatchThatWasLost() {
    // Given
    ScriptedCollector collector = collector(grpc(0, "")).next(silence());
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, SHORT);
    Tracer tracer = provider.get("test");
    end(tracer, BATCH);
    Awaitility.await("the loss").until(() -> books.failed().containsKey("timeout"));

    // When
    end(tracer, BATCH);
    boolean flushed = ended(provider.forceFlush());

    // Then
    assertThat(flushed).isTrue();
    assertThat(books.exported()).isEqualTo(BATCH);
    assertThat(books.inFlight()).isZero();
  }

  @Test
  void aSpanThatCannotBeEncodedIsCountedAndFailsNobody() {
    // Given
    ScriptedCollector collector = collector(grpc(0, ""));
    SdkTracerProvider provider = provider(collector, Sampler.alwaysOn(), LONG, LONG);
    ReadableSpan span = (ReadableSpan) provider.get("test").spanBuilder("one").startSpan();
    ReadableSpan broken =
        (ReadableSpan)
            Proxy.newProxyInstance(
                ReadableSpan.class.getClassLoader(),
                new Class<?>[] {ReadableSpan.class},
                (_, method, arguments) -> {
                  if (method.getName().equals("toSpanData")) {
                    throw new IllegalStateException("broken");
                  }
                  return method.invoke(span, arguments);
                });

    // When
    queue.onEnd(broken);
    end(provider.get("test"), 1);

    // Then
    assertThat(ended(provider.forceFlush())).isTrue();
    assertThat(books.failed()).containsOnly(Map.entry("_OTHER", 1L));
    assertThat(books.exported()).isEqualTo(1);
    assertThat(books.queue().size()).isZero();
    assertThat(books.inFlight()).isZero();
  }

  @Test
  void anExportThatThrowsIsCounted() {
    // Given
    OtlpSpanExporter broken =
        new OtlpSpanExporter(
            config("127.0.0.1:1", "grpc", LONG, "none", Tls.SYSTEM),
            () -> {
              throw new IllegalStateException("broken");
            },
            books);
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(
                new OtlpSpanQueue(broken, new Batch(CAPACITY, BATCH, LONG, LONG), books))
            .build()) {
      // When
      end(provider.get("test"), 3);
      boolean flushed = ended(provider.forceFlush());

      // Then
      assertThat(flushed).isTrue();
      assertThat(books.failed()).containsEntry("_OTHER", 3L);
      assertThat(books.inFlight()).isZero();
      assertThat(books.status().state()).isEqualTo(ExportHealth.State.FAILING);
    }
  }
}
