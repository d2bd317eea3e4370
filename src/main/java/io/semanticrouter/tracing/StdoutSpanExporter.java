package io.semanticrouter.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.config.TracingConfig.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;

/**
 * Prints each span as one JSON object. Objects reach the stream whole, so that nothing another
 * thread prints can stand inside one.
 */
final class StdoutSpanExporter implements SpanExporter {
  /** Somebody is watching: what happened shows at once, not after the batch delay of a network. */
  private static final Duration MAX_DELAY = Duration.ofMillis(200);

  /** Bytes after which the spans so far are written. */
  private static final int WRITE_AT = 64 * 1024;

  private final SpanJson json;
  private final PrintStream out;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(8 * 1024);

  StdoutSpanExporter(Format format, PrintStream out) {
    this.json = new SpanJson(format);
    this.out = out;
  }

  /** The exporter behind a bounded queue and a thread of its own. */
  static SpanProcessor batched(Exporter config, PrintStream out) {
    Batch batch = config.batch();
    Duration delay = batch.scheduleDelay();
    return BatchSpanProcessor.builder(new StdoutSpanExporter(config.format(), out))
        .setMaxQueueSize(batch.maxQueueSize())
        .setMaxExportBatchSize(batch.maxExportBatchSize())
        .setScheduleDelay(delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY)
        .setExporterTimeout(batch.exportTimeout())
        .build();
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    try {
      for (SpanData span : spans) {
        json.write(span, buffer);
        if (buffer.size() >= WRITE_AT) {
          print();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory failed", e);
    } finally {
      print();
    }
    return out.checkError() ? CompletableResultCode.ofFailure() : CompletableResultCode.ofSuccess();
  }

  /** One call, which a PrintStream runs under its lock. */
  private void print() {
    byte[] bytes = buffer.toByteArray();
    buffer.reset();
    out.write(bytes, 0, bytes.length);
  }

  @Override
  public CompletableResultCode flush() {
    out.flush();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return flush();
  }
}
