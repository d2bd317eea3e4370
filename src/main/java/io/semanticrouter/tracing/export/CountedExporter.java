package io.semanticrouter.tracing.export;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Tells the health of an exporter that knows of success and failure alone. */
public record CountedExporter(SpanExporter exporter, ExportHealth health, ExportFailure failure)
    implements SpanExporter {
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    int count = spans.size();
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            health.exported(count);
          } else {
            health.failed(count, failure);
          }
        });
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
