package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OtlpExportTest.Profile.class)
class OtlpExportTest {
  @Inject TestStages stages;
  @Inject RequestTracing tracing;
  @Inject OpenTelemetry openTelemetry;

  Queue<ResourceSpans> received;

  @Test
  void exportsEachSpanOnce() {
    // Given
    stages.tree(tracing.caller(MultiMap.caseInsensitiveMultiMap()));

    // When
    ((OpenTelemetrySdk) openTelemetry)
        .getSdkTracerProvider()
        .forceFlush()
        .join(10, TimeUnit.SECONDS);

    // Then
    Stream<String> names =
        received.stream()
            .flatMap(spans -> spans.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .map(span -> span.getName());
    assertThat(names)
        .containsExactlyInAnyOrder(
            "semantic_router.classification",
            "semantic_router.upstream.request",
            "semantic_router.request.received");
    assertThat(received.peek().getResource().getAttributesList())
        .anySatisfy(
            attribute -> {
              assertThat(attribute.getKey()).isEqualTo("service.name");
              assertThat(attribute.getValue().getStringValue()).isEqualTo("router-under-test");
            })
        .noneSatisfy(attribute -> assertThat(attribute.getKey()).startsWith("webengine."));
  }

  /** The application with the OTLP exporter. */
  public static class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Receiver.class));
    }
  }

  /** An OTLP/gRPC receiver that keeps what it gets. */
  public static class Receiver implements QuarkusTestResourceLifecycleManager {
    private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
    private Server server;

    @Override
    public Map<String, String> start() {
      try {
        server =
            NettyServerBuilder.forAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Service())
                .build()
                .start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return Map.of(
          "observability.tracing.exporter.type",
          "otlp",
          "observability.tracing.exporter.endpoint",
          "127.0.0.1:" + server.getPort(),
          "observability.tracing.resource.service_name",
          "router-under-test");
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(received, field -> field.getType() == Queue.class);
    }

    @Override
    public void stop() {
      server.shutdownNow();
    }

    private final class Service extends TraceServiceGrpc.TraceServiceImplBase {
      @Override
      public void export(
          ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> response) {
        received.addAll(request.getResourceSpansList());
        response.onNext(ExportTraceServiceResponse.getDefaultInstance());
        response.onCompleted();
      }
    }
  }
}
