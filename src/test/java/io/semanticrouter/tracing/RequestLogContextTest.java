package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLogContextTest {
  private final Vertx vertx = Vertx.vertx();
  private final LiveSpan root =
      LiveSpan.root(
          SdkTracerProvider.builder().build().get("test"),
          RouterSpans.REQUEST_RECEIVED,
          CallerSpan.UNKNOWN,
          null);

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void tellsTheLogWhoseLineItIs() throws Exception {
    // Given
    Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());

    // When
    Map<String, String> seen = opened(request, root);

    // Then
    assertThat(seen)
        .containsOnly(
            Map.entry("traceId", root.traceId()),
            Map.entry("spanId", root.spanId()),
            Map.entry("requestId", "req-1"));
  }

  @Test
  void namesTheRequestAloneWhileTracingIsOff() throws Exception {
    // Given
    Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());

    // When
    Map<String, String> seen = opened(request, StageSpan.OFF);

    // Then
    assertThat(seen).containsOnly(Map.entry("requestId", "req-1"));
  }

  @Test
  void leavesNothingOnTheContextThatRequestsShare() throws Exception {
    // Given
    Context shared = vertx.getOrCreateContext();

    // When
    Map<String, String> seen = opened(shared, root);

    // Then
    assertThat(seen).isEmpty();
  }

  private static Map<String, String> opened(Context context, StageSpan span) throws Exception {
    CompletableFuture<Map<String, String>> seen = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          RequestLogContext.open(span, "req-1");
          seen.complete(VertxMDC.INSTANCE.copy(context));
        });
    return seen.get(10, TimeUnit.SECONDS);
  }
}
