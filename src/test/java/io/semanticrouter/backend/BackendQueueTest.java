package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that wait for endpoints which take one request at a time. */
class BackendQueueTest {
  private static final String FOREVER = "1h";

  /** One that waits, and what it was told. */
  private record Waiting(Waiter waiter, CompletableFuture<Backend> place) {}

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EndpointLoads loads = new EndpointLoads();

  /** Names of those that got a place, in the order in which they were told. */
  private final BlockingQueue<String> served = new LinkedBlockingQueue<>();

  private RouterConfig config;
  private EndpointHealths healths;
  private BackendSelector selector;
  private BackendQueue queue;

  private void start(int maxSize, String timeout) {
    config =
        Configs.of(
                """
                vllm_endpoints: [{name: a, address: h}, {name: b, address: h}]
                upstream:
                  max_in_flight_per_endpoint: 1
                  queue: {max_size: %d, timeout: %s}
                  health_check: {unhealthy_after: 1, healthy_after: 1}
                  ejection: {consecutive_failures: 1, for: 1s}
                """
                    .formatted(maxSize, timeout))
            .load();
    healths = new EndpointHealths(config, meters);
    selector = new BackendSelector(healths, loads);
    queue = new BackendQueue(vertx, selector, loads, healths, meters);
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Endpoint endpoint(int index) {
    return config.endpoints().get(index);
  }

  private void fill() {
    config.endpoints().forEach(endpoint -> loads.of(endpoint).begin(Integer.MAX_VALUE));
  }

  private Waiting join(String name, List<Endpoint> serving) throws Exception {
    CompletableFuture<Waiting> joined = new CompletableFuture<>();
    loop.runOnContext(
        _ -> {
          Waiter waiter =
              queue.join(
                  selector.select(StageSpan.OFF, serving, null, config),
                  name.substring(0, 1),
                  config);
          CompletableFuture<Backend> place = new CompletableFuture<>();
          waiter
              .place()
              .onSuccess(
                  backend -> {
                    if (!backend.order().isEmpty()) {
                      served.add(name);
                    }
                    place.complete(backend);
                  });
          joined.complete(new Waiting(waiter, place));
        });
    return joined.get(20, TimeUnit.SECONDS);
  }

  private Waiting join(String name) throws Exception {
    return join(name, config.endpoints());
  }

  private static Backend place(Waiting waiting) throws Exception {
    return waiting.place().get(20, TimeUnit.SECONDS);
  }

  private String nextServed() throws InterruptedException {
    return served.poll(20, TimeUnit.SECONDS);
  }

  private double size() {
    return meters.get("llm_backend_queue_size").gauge().value();
  }

  @Test
  void aPlaceThatBecomesFreeGoesToTheFirstWhoWaits() throws Exception {
    // Given
    start(10, FOREVER);
    fill();
    Waiting first = join("x1");
    join("x2");
    assertThat(size()).isEqualTo(2);

    // When
    loads.of(endpoint(1)).end();

    // Then it is taken already
    assertThat(place(first).order()).containsExactly(endpoint(1));
    assertThat(loads.of(endpoint(1)).inFlight()).isEqualTo(1);
    assertThat(size()).isEqualTo(1);
    assertThat(served).containsExactly("x1");
  }

  @Test
  void callersTakeTurns() throws Exception {
    // Given
    start(10, FOREVER);
    fill();
    for (String name : List.of("x1", "x2", "x3", "y1")) {
      join(name);
    }

    // When
    for (int i = 0; i < 4; i++) {
      loads.of(endpoint(0)).end();
    }

    // Then
    assertThat(List.of(nextServed(), nextServed(), nextServed(), nextServed()))
        .containsExactly("x1", "y1", "x2", "x3");
    assertThat(size()).isZero();
  }

  @Test
  void aPlaceThatIsFreeAlreadyIsNotWaitedFor() throws Exception {
    // Given one that was told that all are full, before one was not any more
    start(10, FOREVER);
    fill();
    Backend full = selector.select(StageSpan.OFF, config.endpoints(), null, config);
    loads.of(endpoint(0)).end();
    CompletableFuture<Backend> place = new CompletableFuture<>();

    // When
    loop.runOnContext(_ -> queue.join(full, "x", config).place().onSuccess(place::complete));

    // Then
    assertThat(place.get(20, TimeUnit.SECONDS).order()).containsExactly(endpoint(0));
  }

  @Test
  void aPlaceServesOnlyWhoCanUseIt() throws Exception {
    // Given
    start(10, FOREVER);
    fill();
    join("x1", List.of(endpoint(0)));
    join("y1", List.of(endpoint(1)));

    // When
    loads.of(endpoint(1)).end();

    // Then
    assertThat(nextServed()).isEqualTo("y1");
    assertThat(size()).isEqualTo(1);
  }

  @Test
  void theSizeIsThatOfEachSetOfEndpoints() throws Exception {
    // Given
    start(1, FOREVER);
    fill();
    Waiting first = join("x1", List.of(endpoint(0)));
    Waiting elsewhere = join("x2", List.of(endpoint(1)));

    // When
    Backend refused = place(join("x3", List.of(endpoint(0))));

    // Then
    assertThat(refused.overloaded()).isTrue();
    assertThat(first.place()).isNotDone();
    assertThat(elsewhere.place()).isNotDone();
    assertThat(size()).isEqualTo(2);
  }

  @Test
  void nobodyWaitsLongerThanTheTimeout() throws Exception {
    // Given
    start(10, "20ms");
    fill();

    // When
    Backend backend = place(join("x1"));

    // Then
    assertThat(backend.overloaded()).isTrue();
    assertThat(size()).isZero();
  }

  @Test
  void whoLeavesTakesNoPlace() throws Exception {
    // Given
    start(10, FOREVER);
    fill();
    Waiting first = join("x1");
    join("x2");

    // When
    loop.runOnContext(_ -> first.waiter().leave());
    Awaitility.await("it to have left").until(() -> size() == 1);
    loads.of(endpoint(0)).end();

    // Then
    assertThat(nextServed()).isEqualTo("x2");
    assertThat(first.place()).isNotDone();
  }

  @Test
  void whoLeavesWhenAPlaceWasFoundHandsItOn() throws Exception {
    // Given
    start(10, FOREVER);
    fill();
    Waiting first = join("x1");
    join("x2");

    // When the place is found and the client leaves before it is told
    loop.runOnContext(
        _ -> {
          loads.of(endpoint(0)).end();
          first.waiter().leave();
        });

    // Then
    assertThat(nextServed()).isEqualTo("x2");
    assertThat(first.place()).isNotDone();
    assertThat(loads.of(endpoint(0)).inFlight()).isEqualTo(1);
  }

  @Test
  void nobodyWaitsForEndpointsOfWhichNoneIsFit() throws Exception {
    // Given
    start(10, FOREVER);
    fill();
    Waiting only = join("x1", List.of(endpoint(0)));
    healths.checked(endpoint(0), "503 from /health");

    // When
    loads.of(endpoint(0)).end();

    // Then
    Backend backend = place(only);
    assertThat(backend.order()).isEmpty();
    assertThat(backend.overloaded()).isFalse();
  }

  @Test
  void anEndpointThatIsWellAgainServesWhoWaits() throws Exception {
    // Given
    start(10, FOREVER);
    loads.of(endpoint(0)).begin(1);
    healths.checked(endpoint(1), "503 from /health");
    Waiting waiting = join("x1");
    assertThat(size()).isEqualTo(1);

    // When
    healths.checked(endpoint(1), null);

    // Then
    assertThat(place(waiting).order()).containsExactly(endpoint(1));
    assertThat(loads.of(endpoint(1)).inFlight()).isEqualTo(1);
  }

  @Test
  void anEndpointThatAProbeLetBackServesWhoWaits() throws Exception {
    // Given
    start(10, FOREVER);
    loads.of(endpoint(0)).begin(1);
    healths.failed(endpoint(1), "connect_error", System.nanoTime(), false);
    Waiting waiting = join("x1");
    assertThat(size()).isEqualTo(1);

    // When
    healths.succeeded(endpoint(1), System.nanoTime());

    // Then
    assertThat(place(waiting).order()).containsExactly(endpoint(1));
  }

  @Test
  void whoHasWaitedUntilAnEjectedEndpointIsDueProbesIt() throws Exception {
    // Given
    start(10, "1500ms");
    loads.of(endpoint(0)).begin(1);
    healths.failed(endpoint(1), "connect_error", System.nanoTime(), false);

    // When
    Waiting waiting = join("x1");

    // Then
    assertThat(place(waiting).order()).containsExactly(endpoint(1));
    assertThat(size()).isZero();
  }
}
