package io.semanticrouter.tracing.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.ExportHealth;
import io.semanticrouter.tracing.otlp.OtlpConnection.Message;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Sends spans to an OpenTelemetry collector over OTLP, gRPC or HTTP/protobuf.
 *
 * <p>It stands in for the exporter of the framework, whose gRPC sender now and then never reports
 * that a batch has arrived (its end handler can be set after the end): whoever waits for it then
 * waits for the whole time limit, and meanwhile spans are dropped.
 */
public final class OtlpSpanExporter {
  private static final ExportFailure STOPPED =
      new ExportFailure(ExportFailure.SHUTDOWN, "the router is shutting down");

  private final Exporter config;
  private final Supplier<Vertx> vertx;
  private final ExportHealth health;
  private final boolean gzip;
  private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean shutDown;
  private volatile OtlpConnection connection;

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
    this.gzip = config.compression().equals("gzip");
  }

  /** {@code otel.component.type} of such an exporter, from the semantic conventions. */
  public static String componentType(Exporter config) {
    return config.protocol().equals("grpc") ? "otlp_grpc_span_exporter" : "otlp_http_span_exporter";
  }

  /**
   * True where {@link #export} takes too long for an event loop: it compresses, or is the first.
   */
  boolean mayBlock() {
    return gzip || connection == null;
  }

  /**
   * Sends a batch, whose memory may be used again when it has arrived: what was given up may be on
   * its way yet.
   *
   * @return done when it has arrived, or has not and will not
   */
  CompletableResultCode export(SpanBatch spans) {
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
    delivery.result().whenComplete(() -> ended(delivery, collector));
    collector.context().runOnContext(_ -> delivery.start());
    return delivery.result();
  }

  /**
   * Where the other end has vanished or reads no more, the next batch needs another client, not
   * another connection alone: this one waits for the rest of HTTP/2's handshake before it opens
   * another, and keeps the batch meanwhile.
   */
  private void ended(Delivery delivery, OtlpConnection collector) {
    underWay.remove(delivery);
    if (delivery.isStuck() && !shutDown) {
      synchronized (this) {
        connection = null;
      }
      collector.client().close();
    }
  }

  /** What is still under way is given up; the queue is empty before it shuts this down. */
  CompletableResultCode shutdown() {
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

  /** A batch in the form in which it is sent; it shares the batch's memory. */
  static Message message(Exporter config, OtlpProtocol protocol, SpanBatch spans) {
    boolean gzip = config.compression().equals("gzip");
    ByteBuf whole = spans.encode(protocol.prefix());
    Buffer body = gzip ? compressed(protocol.prefix(), whole) : inPlace(whole);
    protocol.writePrefix(body, gzip);
    return new Message(body, gzip, spans.size());
  }

  @SuppressWarnings("deprecation") // the one way in Vert.x 4 to a buffer of given memory
  private static Buffer inPlace(ByteBuf whole) {
    return Buffer.buffer(Unpooled.unreleasableBuffer(whole)); // it may be sent again
  }

  private static Buffer compressed(int prefix, ByteBuf whole) {
    Buffer body = Buffer.buffer(new byte[prefix]);
    whole.skipBytes(prefix);
    try (OutputStream plain = new BufferOutput(body);
        OutputStream out = new GZIPOutputStream(plain)) {
      whole.readBytes(out, whole.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("A buffer in memory failed", e);
    }
    return body;
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
