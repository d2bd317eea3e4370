package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestLogContextTest {
  private final Vertx vertx = Vertx.vertx();
  private final LiveSpan root =
      RecorderFixtures.recorder(SpanProcessor.composite())
          .root(RouterSpans.REQUEST_RECEIVED, CallerSpan.UNKNOWN);

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
    Map<String, String> seen = opened(request, StageSpan.UNTRACED);

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

  /** Where the work of a request may go on. */
  @ParameterizedTest
  @EnumSource
  void followsTheRequest(Elsewhere elsewhere) throws Exception {
    // Given
    Context request = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    CompletableFuture<String> seen = new CompletableFuture<>();

    // When
    request.runOnContext(
        ignored -> {
          RequestLogContext.open(root, "req-1");
          elsewhere.run(vertx, request, () -> seen.complete(VertxMDC.INSTANCE.get("requestId")));
        });

    // Then
    assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("req-1");
  }

  enum Elsewhere {
    /** As the encoder does. */
    NAMED_WORKERS {
      @Override
      void run(Vertx vertx, Context request, Runnable work) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("some", 1);
        workers
            .executeBlocking(() -> Executors.callable(work).call(), false)
            .onComplete(_ -> workers.close());
      }
    },
    WORKERS {
      @Override
      void run(Vertx vertx, Context request, Runnable work) {
        vertx.executeBlocking(() -> Executors.callable(work).call(), false);
      }
    },
    /** As time limits do. */
    TIMER {
      @Override
      void run(Vertx vertx, Context request, Runnable work) {
        vertx.setTimer(1, _ -> work.run());
      }
    },
    /** As a wait for an endpoint ends, and a shutdown. */
    ANOTHER_THREAD {
      @Override
      void run(Vertx vertx, Context request, Runnable work) {
        Thread.ofVirtual().start(() -> request.runOnContext(_ -> work.run()));
      }
    };

    abstract void run(Vertx vertx, Context request, Runnable work);
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
