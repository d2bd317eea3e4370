package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls whose endpoints had a place when they were chosen, and have none when they are asked. */
class UpstreamPlacesTest {
  private static final int LOOPS = 8;

  private final Vertx vertx = Vertx.vertx();
  private final EndpointLoads loads = new EndpointLoads();
  private final FakeVllm first = FakeVllm.start("m");
  private final FakeVllm second = FakeVllm.start("m");
  private final CountDownLatch gate = new CountDownLatch(1);
  private RouterConfig config;
  private UpstreamClient client;

  @AfterEach
  void close() {
    gate.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    first.close();
    second.close();
  }

  private void configure(int mostInFlight, int queue) {
    config =
        Configs.of(
                """
                vllm_endpoints:
                  - {name: e1, address: 127.0.0.1, port: %d}
                  - {name: e2, address: 127.0.0.1, port: %d}
                upstream:
                  max_in_flight_per_endpoint: %d
                  queue: {max_size: %d, timeout: 1h}
                """
                    .formatted(first.port(), second.port(), mostInFlight, queue))
            .load();
    client = Calls.client(vertx, config, loads);
  }

  private Endpoint endpoint(int index) {
    return config.endpoints().get(index);
  }

  /** Calls at the same time from several event loops, and waits until each was made. */
  private List<CompletableFuture<UpstreamResult>> callAtOnce(int calls, UpstreamCall call)
      throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch made = new CountDownLatch(calls);
    List<CompletableFuture<UpstreamResult>> results = new ArrayList<>();
    for (int i = 0; i < Math.min(calls, LOOPS); i++) {
      List<CompletableFuture<UpstreamResult>> own = new ArrayList<>();
      for (int k = i; k < calls; k += LOOPS) {
        own.add(new CompletableFuture<>());
      }
      results.addAll(own);
      vertx
          .getOrCreateContext()
          .runOnContext(
              _ -> {
                await(start);
                for (CompletableFuture<UpstreamResult> result : own) {
                  Future<UpstreamResult> ended =
                      client.forward(StageSpan.OFF, call, new Sink(false), config);
                  ended.onSuccess(result::complete);
                  made.countDown();
                }
              });
    }
    start.countDown();
    assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
    return results;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UpstreamResult result(CompletableFuture<UpstreamResult> ended) {
    return ended.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void holdAnswers(FakeVllm fake, int answers) {
    for (int i = 0; i < answers; i++) {
      fake.next(Reply.stream(2).heldAfter(1, gate));
    }
  }

  @Test
  void anEndpointNeverHasMoreThanItMay() throws Exception {
    // Given
    configure(3, 100);
    holdAnswers(first, 64);

    // When
    List<CompletableFuture<UpstreamResult>> results =
        callAtOnce(64, Calls.to(List.of(endpoint(0)), config));

    // Then
    assertThat(loads.of(endpoint(0)).inFlight()).isEqualTo(3);
    Awaitility.await("three requests").until(() -> first.exchanges().size() == 3);
    gate.countDown();
    assertThat(results)
        .allSatisfy(result -> assertThat(result(result).failure()).isNull())
        .allSatisfy(result -> assertThat(result(result).attempts()).isEqualTo(1));
    assertThat(loads.of(endpoint(0)).inFlight()).isZero();
  }

  @Test
  void whatIsFullIsPassedOver() throws Exception {
    // Given
    configure(1, 0);
    holdAnswers(first, 1);
    loads.of(endpoint(0)).begin(1);

    // When
    UpstreamResult result = result(callAtOnce(1, Calls.to(config.endpoints(), config)).getFirst());

    // Then
    assertThat(result.failure()).isNull();
    assertThat(result.endpoint().name()).isEqualTo("e2");
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(first.exchanges()).isEmpty();
  }

  @Test
  void whereNobodyMayWaitItIsRefused() throws Exception {
    // Given
    configure(1, 0);
    loads.of(endpoint(0)).begin(1);

    // When
    UpstreamResult result =
        result(callAtOnce(1, Calls.to(List.of(endpoint(0)), config)).getFirst());

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(result.attempts()).isZero();
    assertThat(loads.of(endpoint(0)).inFlight()).isEqualTo(1);
  }

  @Test
  void anotherModelThatHasAPlaceAnswers() throws Exception {
    // Given
    configure(1, 100);
    loads.of(endpoint(0)).begin(1);
    UpstreamCall other = Calls.to(List.of(endpoint(1)), config);
    UpstreamCall call = Calls.to("best", Calls.serving(List.of(endpoint(0))), config, () -> other);

    // When
    UpstreamResult result = result(callAtOnce(1, call).getFirst());

    // Then
    assertThat(result.failure()).isNull();
    assertThat(result.call()).isSameAs(other);
    assertThat(result.endpoint().name()).isEqualTo("e2");
  }

  @Test
  void aRetryPassesOverWhatIsFullToo() throws Exception {
    // Given
    configure(1, 0);
    first.next(Reply.status(503, "busy"));
    loads.of(endpoint(1)).begin(1);

    // When
    UpstreamResult result = result(callAtOnce(1, Calls.to(config.endpoints(), config)).getFirst());

    // Then
    assertThat(result.status()).isEqualTo(503);
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(second.exchanges()).isEmpty();
    assertThat(loads.of(endpoint(0)).inFlight()).isZero();
  }

  @Test
  void aRetryWithAnotherModelWaitsForItsPlace() throws Exception {
    // Given
    configure(1, 100);
    first.next(Reply.status(503, "busy"));
    loads.of(endpoint(1)).begin(1);
    UpstreamCall other = Calls.to(List.of(endpoint(1)), config);
    UpstreamCall call = Calls.to("best", Calls.serving(List.of(endpoint(0))), config, () -> other);
    CompletableFuture<UpstreamResult> ended = callAtOnce(1, call).getFirst();
    Awaitility.await("the first attempt to be over")
        .until(() -> first.exchanges().size() == 1 && loads.of(endpoint(0)).inFlight() == 0);

    // When
    loads.of(endpoint(1)).end();

    // Then
    UpstreamResult result = result(ended);
    assertThat(result.failure()).isNull();
    assertThat(result.endpoint().name()).isEqualTo("e2");
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(result.queueNanos()).isPositive();
  }
}
