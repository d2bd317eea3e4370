package io.semanticrouter.tracing.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.ExportHealth;
import io.semanticrouter.tracing.otlp.OtlpConnection.Message;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Sends spans to an OpenTelemetry collector over OTLP, gRPC or HTTP/protobuf.
 *
 * <p>It stands in for the exporter of the framework, whose gRPC sender now and then never reports
 * that a batch has arrived (its end handler can be set after the end): the batch processor then
 * waits for its whole time limit, and meanwhile spans are dropped.
 */
public final class OtlpSpanExporter implements SpanExporter {
  private static final ExportFailure STOPPED =
      new ExportFailure(ExportFailure.SHUTDOWN, "the router is shutting down");

  private final Exporter config;
  private final Supplier<Vertx> vertx;
  private final ExportHealth health;
  private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean shutDown;
  private OtlpConnection connection;

  /**
   * An exporter that connects when it has something to export.
   *
   * @param vertx asked for at the first export: when the SDK is set up there is none yet
   * @param health is told what became of each batch
   */
  public OtlpSpanExporter(Exporter config, Supplier<Vertx> vertx, ExportHealth health) {
    this.config = config;
    this.vertx = vertx;
    this.health = health;
  }

  /** {@code otel.component.type} of such an exporter, from the semantic conventions. */
  public static String componentType(Exporter config) {
    return config.protocol().equals("grpc") ? "otlp_grpc_span_exporter" : "otlp_http_span_exporter";
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (shutDown) {
      health.failed(spans.size(), STOPPED);
      return CompletableResultCode.ofFailure();
    }
    OtlpConnection collector = connection();
    Delivery delivery =
        new Delivery(
            collector,
            message(config, collector.protocol(), spans),
            OtlpConnection.timeout(config),
            health);
    underWay.add(delivery);
    delivery.result().whenComplete(() -> underWay.remove(delivery));
    collector.context().runOnContext(_ -> delivery.start());
    return delivery.result();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofAll(underWay.stream().map(Delivery::result).toList());
  }

  /** What is still under way is given up; the batch processor flushes before it shuts down. */
  @Override
  public CompletableResultCode shutdown() {
    shutDown = true;
    OtlpConnection open;
    synchronized (this) {
      open = connection;
    }
    if (open == null) {
      return CompletableResultCode.ofSuccess();
    }
    CompletableResultCode closed = new CompletableResultCode();
    open.context()
        .runOnContext(
            _ -> {
              underWay.forEach(delivery -> delivery.giveUp(STOPPED));
              open.client().close().onComplete(_ -> closed.succeed());
            });
    return closed;
  }

  private synchronized OtlpConnection connection() {
    if (connection == null) {
      connection = OtlpConnection.open(vertx.get(), config);
    }
    return connection;
  }

  /** A batch in the form in which it is sent. */
  static Message message(Exporter config, OtlpProtocol protocol, Collection<SpanData> spans) {
    boolean gzip = config.compression().equals("gzip");
    Marshaler marshaler = TraceRequestMarshaler.create(spans);
    // Half a megabyte at times: encoded where it is sent from, not copied there.
    Buffer body = Buffer.buffer(protocol.prefix() + marshaler.getBinarySerializedSize());
    body.appendBytes(new byte[protocol.prefix()]);
    try (OutputStream plain = new BufferOutput(body);
        OutputStream out = gzip ? new GZIPOutputStream(plain) : plain) {
      marshaler.writeBinaryTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory failed", e);
    }
    protocol.writePrefix(body, gzip);
    return new Message(body, gzip, spans.size());
  }

  /** Appends to a buffer. */
  private static final class BufferOutput extends OutputStream {
    private final Buffer buffer;

    BufferOutput(Buffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void write(int b) {
      buffer.appendByte((byte) b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      buffer.appendBytes(bytes, from, length);
    }
  }
}
