package io.semanticrouter.tracing.export;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.semanticrouter.config.TracingConfig.Batch;
import java.time.Duration;
import java.util.Collection;

/**
 * A queue of bounded size between the requests and an exporter: OpenTelemetry's batch processor,
 * behind a gate that counts.
 *
 * <p>The batch processor of this SDK drops in silence, and tells its size to an OpenTelemetry meter
 * alone, by names from before the semantic conventions. So the gate admits as many spans as the
 * queue holds, which makes the drops its own: one atomic counter a span, and less work than the
 * queue itself would have with a span that is dropped.
 */
public final class SpanQueue implements SpanProcessor {
  private final SpanProcessor batches;
  private final QueueCount count;

  /**
   * Starts the thread that exports.
   *
   * @param delay how long a span may wait for others at most
   * @param health is told of what is handed to the exporter; of the outcome the exporter tells it
   */
  public SpanQueue(SpanExporter exporter, Batch batch, Duration delay, ExportHealth health) {
    this.count = health.queue();
    this.batches =
        BatchSpanProcessor.builder(new Exit(exporter, health))
            .setMaxQueueSize(batch.maxQueueSize())
            .setMaxExportBatchSize(batch.maxExportBatchSize())
            .setScheduleDelay(delay)
            .setExporterTimeout(batch.exportTimeout())
            .build();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  /** The batch processor takes sampled spans alone, so no other has a place. */
  @Override
  public void onEnd(ReadableSpan span) {
    if (span.getSpanContext().isSampled() && count.enter()) {
      batches.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  /** The other end of the queue. */
  private record Exit(SpanExporter exporter, ExportHealth health) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      health.taken(spans.size());
      try {
        return exporter.export(spans);
      } catch (RuntimeException e) {
        health.broken(spans.size(), e);
        return CompletableResultCode.ofExceptionalFailure(e);
      }
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
