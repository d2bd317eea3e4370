package io.semanticrouter.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.semanticrouter.config.TracingConfig.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Collection;

/**
 * Prints each span as one JSON object. Objects reach the stream whole, so that nothing another
 * thread prints can stand inside one.
 */
final class StdoutSpanExporter implements SpanExporter {
  /** Bytes after which the spans so far are written. */
  private static final int WRITE_AT = 64 * 1024;

  private final SpanJson json;
  private final PrintStream out;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(8 * 1024);

  StdoutSpanExporter(Format format, PrintStream out) {
    this.json = new SpanJson(format);
    this.out = out;
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
