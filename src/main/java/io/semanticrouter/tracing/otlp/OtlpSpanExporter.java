package io.semanticrouter.tracing.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tracing.otlp.OtlpConnection.Message;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
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
  private final Exporter config;
  private final Supplier<Vertx> vertx;
  private final ExportLog log;
  private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean shutDown;
  private OtlpConnection connection;

  /**
   * @param vertx asked for at the first export: when the SDK is set up there is none yet
   */
  public OtlpSpanExporter(Exporter config, Supplier<Vertx> vertx) {
    this.config = config;
    this.vertx = vertx;
    this.log = new ExportLog(config.url().toString(), System::nanoTime);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (shutDown) {
      return CompletableResultCode.ofFailure();
    }
    OtlpConnection collector = connection();
    Delivery delivery = new Delivery(collector, message(collector, spans), config.timeout());
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
              underWay.forEach(delivery -> delivery.giveUp("the router is shutting down"));
              open.client().close().onComplete(_ -> closed.succeed());
            });
    return closed;
  }

  private synchronized OtlpConnection connection() {
    if (connection == null) {
      OtlpProtocol protocol =
          config.protocol().equals("grpc") ? new GrpcProtocol() : new HttpProtocol();
      connection = OtlpConnection.open(vertx.get(), config, protocol, log);
    }
    return connection;
  }

  private Message message(OtlpConnection collector, Collection<SpanData> spans) {
    boolean gzip = config.compression().equals("gzip");
    Marshaler marshaler = TraceRequestMarshaler.create(spans);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(marshaler.getBinarySerializedSize());
    try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : bytes) {
      marshaler.writeBinaryTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory failed", e);
    }
    return new Message(collector.protocol().body(bytes.toByteArray(), gzip), gzip, spans.size());
  }
}
