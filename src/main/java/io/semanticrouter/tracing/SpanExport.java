package io.semanticrouter.tracing;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tracing.export.CountedExporter;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.ExportHealth;
import io.semanticrouter.tracing.export.ExportHealths;
import io.semanticrouter.tracing.export.SpanQueue;
import io.semanticrouter.tracing.otlp.OtlpSpanExporter;
import io.semanticrouter.tracing.otlp.OtlpSpanQueue;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** The configured way out of this process for finished spans. */
@Singleton
final class SpanExport {
  /** Somebody is watching: what happened shows at once, not after the batch delay of a network. */
  private static final Duration MAX_STDOUT_DELAY = Duration.ofMillis(200);

  private static final ExportFailure BROKEN_PIPE =
      new ExportFailure(ExportFailure.OTHER, "standard output cannot be written");

  private final TracingConfig config;
  private final Instance<Vertx> vertx;
  private final ExportHealths healths;

  @Inject
  SpanExport(RouterConfig config, Instance<Vertx> vertx, ExportHealths healths) {
    this.config = config.tracing();
    this.vertx = vertx;
    this.healths = healths;
  }

  /** An exporter behind a bounded queue; its provider shuts it down. */
  SpanProcessor processor() {
    if (!config.enabled()) {
      return SpanProcessor.composite();
    }
    Exporter exporter = config.exporter();
    return switch (exporter.type()) {
      case OTLP -> toCollector(exporter);
      case STDOUT -> toStdout(exporter, System.out, healths);
    };
  }

  private SpanProcessor toCollector(Exporter config) {
    ExportHealth health =
        healths.open(
            OtlpSpanExporter.componentType(config),
            "collector " + config.url(),
            Optional.of(config.url().getHost()),
            config.port(),
            config.batch().maxQueueSize());
    return new OtlpSpanQueue(
        new OtlpSpanExporter(config, vertx::get, health), config.batch(), health);
  }

  static SpanProcessor toStdout(Exporter config, PrintStream out, ExportHealths healths) {
    Duration delay = config.batch().scheduleDelay();
    ExportHealth health =
        healths.open(
            StdoutSpanExporter.class.getName(),
            "standard output",
            Optional.empty(),
            0,
            config.batch().maxQueueSize());
    return new SpanQueue(
        new CountedExporter(new StdoutSpanExporter(config.format(), out), health, BROKEN_PIPE),
        config.batch(),
        delay.compareTo(MAX_STDOUT_DELAY) < 0 ? delay : MAX_STDOUT_DELAY,
        health);
  }
}
