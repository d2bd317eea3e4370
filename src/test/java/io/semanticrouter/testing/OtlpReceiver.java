package io.semanticrouter.testing;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An OTLP/gRPC collector on loopback that keeps what it receives. Safe for any thread. */
public final class OtlpReceiver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<SpanView> spans = new CopyOnWriteArrayList<>();
  private final Server server;

  private OtlpReceiver(int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(new TraceService())
            .build()
            .start();
  }

  /** Starts on a free port. */
  public static OtlpReceiver start() {
    return start(0);
  }

  /** Starts on {@code port}, for a receiver that goes away and comes back. */
  public static OtlpReceiver start(int port) {
    try {
      return new OtlpReceiver(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Everything received so far. */
  public List<SpanView> spans() {
    return List.copyOf(spans);
  }

  public void reset() {
    spans.clear();
  }

  /** Everything of one trace received so far. */
  public TraceView trace(String traceId) {
    return new TraceView(
        traceId, spans.stream().filter(span -> span.traceId().equals(traceId)).toList());
  }

  /** Waits for a trace's root, which ends last, and so for everything under it. */
  public TraceView awaitTrace(String traceId) {
    return awaitTrace(
        traceId, trace -> trace.names().contains(TraceView.ROOT), "the root of " + traceId);
  }

  /** Waits for at least so many spans of a trace. */
  public TraceView awaitTrace(String traceId, int count) {
    return awaitTrace(
        traceId, trace -> trace.spans().size() >= count, count + " spans of " + traceId);
  }

  /** Waits for a span that is like this and gives its trace once the root is there. */
  public TraceView awaitTrace(Predicate<SpanView> like) {
    SpanView found =
        Awaitility.await("a span that matches")
            .atMost(PATIENCE)
            .until(() -> spans.stream().filter(like).findFirst().orElse(null), s -> s != null);
    return awaitTrace(found.traceId());
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      // Until then a connection that is open may take one more batch.
      if (!server.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the receiver does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private TraceView awaitTrace(String traceId, Predicate<TraceView> enough, String what) {
    return Awaitility.await(what)
        .pollDelay(Duration.ZERO) // most are there, and some tests ask for hundreds
        .atMost(PATIENCE)
        .until(() -> trace(traceId), enough);
  }

  private final class TraceService extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
      for (ResourceSpans resource : request.getResourceSpansList()) {
        Map<String, AnyValue> about = SpanView.map(resource.getResource().getAttributesList());
        for (ScopeSpans scope : resource.getScopeSpansList()) {
          scope.getSpansList().stream()
              .map(span -> SpanView.of(span, about, scope.getScope().getName()))
              .forEach(spans::add);
        }
      }
      answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }
}
