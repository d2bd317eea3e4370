package io.semanticrouter.tracing.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.semanticrouter.config.Tls;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.semanticrouter.config.TracingConfig.Format;
import io.semanticrouter.tracing.export.ExportComponent;
import io.semanticrouter.tracing.export.ExportHealth;
import io.semanticrouter.tracing.otlp.ScriptedCollector.Answer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the exporter share. */
abstract class OtlpExporterFixture {
  static final Duration LONG = Duration.ofSeconds(60);
  static final Duration SHORT = Duration.ofMillis(400);

  final Vertx vertx = Vertx.vertx();
  final ExportHealth health = newHealth();

  final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  ScriptedCollector collector(Answer usual) {
    ScriptedCollector collector = new ScriptedCollector(usual);
    open.add(collector);
    return collector;
  }

  OtlpSpanExporter exporter(
      String endpoint, String protocol, Duration timeout, String compression) {
    return exporter(config(endpoint, protocol, timeout, compression, Tls.SYSTEM));
  }

  OtlpSpanExporter exporter(Exporter config) {
    return new OtlpSpanExporter(config, () -> vertx, health);
  }

  static ExportHealth newHealth() {
    return new ExportHealth(
        new ExportComponent("test", 0, "test collector", Optional.empty(), 0), 2048);
  }

  static Exporter config(
      String endpoint, String protocol, Duration timeout, String compression, Tls tls) {
    return new Exporter(
        ExporterType.OTLP,
        endpoint,
        true,
        protocol,
        Map.of("x-tenant", "a,b=c"),
        timeout,
        compression,
        tls,
        Format.COMPACT,
        new Batch(2048, 512, Duration.ofSeconds(5), Duration.ofSeconds(30)));
  }

  OtlpSpanExporter grpcTo(ScriptedCollector collector, Duration timeout) {
    return exporter("127.0.0.1:" + collector.port(), "grpc", timeout, "none");
  }

  OtlpSpanExporter httpTo(ScriptedCollector collector, Duration timeout) {
    return exporter("127.0.0.1:" + collector.port(), "http/protobuf", timeout, "none");
  }

  static SpanData span() {
    return span("one");
  }

  static SpanData span(String name) {
    return TestSpanData.builder()
        .setName(name)
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.getDefault()))
        .setStartEpochNanos(1)
        .setEndEpochNanos(2)
        .setStatus(StatusData.unset())
        .setHasEnded(true)
        .build();
  }

  /** Whether the collector took it; fails the test where the export never ends. */
  static boolean delivered(OtlpSpanExporter exporter) {
    return ended(exporter.export(SpanBatch.of(List.of(span()))));
  }

  static boolean ended(CompletableResultCode result) {
    result.join(60, TimeUnit.SECONDS);
    assertThat(result.isDone()).as("the export has ended").isTrue();
    return result.isSuccess();
  }
}
