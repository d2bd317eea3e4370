package io.semanticrouter.tracing;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tracing.otlp.OtlpSpanExporter;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Duration;

/** The configured way out of this process for finished spans. */
@Singleton
final class SpanExport {
  /** Somebody is watching: what happened shows at once, not after the batch delay of a network. */
  private static final Duration MAX_STDOUT_DELAY = Duration.ofMillis(200);

  private final TracingConfig config;
  private final Instance<Vertx> vertx;

  @Inject
  SpanExport(RouterConfig config, Instance<Vertx> vertx) {
    this.config = config.tracing();
    this.vertx = vertx;
  }

  /** An exporter behind a bounded queue and a thread of its own; its provider shuts it down. */
  SpanProcessor processor() {
    if (!config.enabled()) {
      return SpanProcessor.composite();
    }
    Exporter exporter = config.exporter();
    return switch (exporter.type()) {
      case OTLP ->
          batched(
              new OtlpSpanExporter(exporter, vertx::get),
              exporter.batch(),
              exporter.batch().scheduleDelay());
      case STDOUT -> toStdout(exporter, System.out);
    };
  }

  static SpanProcessor toStdout(Exporter config, PrintStream out) {
    Duration delay = config.batch().scheduleDelay();
    return batched(
        new StdoutSpanExporter(config.format(), out),
        config.batch(),
        delay.compareTo(MAX_STDOUT_DELAY) < 0 ? delay : MAX_STDOUT_DELAY);
  }

  private static SpanProcessor batched(SpanExporter exporter, Batch batch, Duration delay) {
    return BatchSpanProcessor.builder(exporter)
        .setMaxQueueSize(batch.maxQueueSize())
        .setMaxExportBatchSize(batch.maxExportBatchSize())
        .setScheduleDelay(delay)
        .setExporterTimeout(batch.exportTimeout())
        .build();
  }
}
