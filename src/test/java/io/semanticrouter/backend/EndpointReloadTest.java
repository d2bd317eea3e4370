package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.backend.EndpointHealth.Fitness;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.StageSpan;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stays of endpoints over a reload, and what goes. */
class EndpointReloadTest {

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EndpointKeys keys = new EndpointKeys(new SmallRyeConfigBuilder().build());
  private final EndpointLoads loads = new EndpointLoads();
  private final RouterConfig before = config(1, "127.0.0.1", true);
  private final EndpointHealths healths = new EndpointHealths(before, meters);
  private final ModelDiscovery discovery = new ModelDiscovery(vertx, before, keys, null);

  private static RouterConfig config(int weightOfA, String addressOfB, boolean healthChecks) {
    return Configs.of(
            """
            vllm_endpoints:
              - {name: a, address: 127.0.0.1, port: 1, weight: %d}
              - {name: b, address: %s, port: 2}
            model_config: {m: {preferred_endpoints: [a, b]}}
            upstream:
              max_in_flight_per_endpoint: 1
              ejection: {consecutive_failures: 1, for: 1h}
              health_check: {enabled: %s, unhealthy_after: 1}
            """
                .formatted(weightOfA, addressOfB, healthChecks))
        .load();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void reload(RouterConfig now) {
    ConfigReloaded event = new ConfigReloaded(discovery.catalog().config(), now);
    healths.reloaded(event);
    discovery.reloaded(event);
  }

  private double shown(String endpoint) {
    return meters.get("llm_endpoint_healthy").tag("endpoint", endpoint).gauge().value();
  }

  @Test
  void anEndpointWithAnotherWeightIsTheSame() {
    // Given
    healths.failed(before.endpoints().get(0), "502", System.nanoTime(), false);
    assertThat(loads.of(before.endpoints().get(0)).begin(1)).isTrue();
    RouterConfig now = config(5, "127.0.0.1", true);

    // When
    reload(now);

    // Then
    Endpoint same = now.endpoints().get(0);
    assertThat(same).isNotEqualTo(before.endpoints().get(0));
    assertThat(healths.fitness(same)).isEqualTo(Fitness.EJECTED);
    assertThat(loads.of(same).inFlight()).isEqualTo(1);
  }

  @Test
  void anEndpointAtAnotherAddressIsAnotherOneAndItsMetricIsOfTheNewOne() {
    // Given
    before.endpoints().forEach(healths::track);
    healths.failed(before.endpoints().get(1), "502", System.nanoTime(), false);
    assertThat(shown("b")).isZero();
    RouterConfig now = config(1, "127.0.0.2", true);

    // When
    reload(now);
    now.endpoints().forEach(healths::track);

    // Then
    assertThat(healths.fitness(now.endpoints().get(1))).isEqualTo(Fitness.FIT);
    assertThat(shown("b")).isEqualTo(1);

    // When the old one is let go
    healths.retired(new EndpointsRetired(Set.of(EndpointId.of(before.endpoints().get(1)))));

    // Then
    assertThat(shown("b")).isEqualTo(1);
  }

  @Test
  void withoutHealthChecksNobodyStaysUnhealthy() {
    // Given
    healths.checked(before.endpoints().get(0), "503 from /health");
    assertThat(healths.fitness(before.endpoints().get(0))).isEqualTo(Fitness.UNHEALTHY);

    // When
    reload(config(1, "127.0.0.1", false));
    healths.checked(before.endpoints().get(0), "503 from /health");

    // Then
    assertThat(healths.fitness(before.endpoints().get(0))).isEqualTo(Fitness.FIT);
  }

  @Test
  void anEndpointThatIsGoneIsLetGoWhenItsLastRequestIsOver() {
    // Given
    before.endpoints().forEach(healths::track);
    Endpoint b = before.endpoints().get(1);
    loads.of(b).begin(1);
    RetiredEndpoints retired = new RetiredEndpoints(vertx, discovery, healths, loads, null);
    reload(
        Configs.of(
                """
                vllm_endpoints: [{name: a, address: 127.0.0.1, port: 1}]
                model_config: {m: {preferred_endpoints: [a]}}
                """)
            .load());
    assertThat(retired.drained()).isEmpty();

    // When
    loads.of(b).end();

    // Then
    assertThat(retired.drained()).containsExactly(EndpointId.of(b));

    // When
    EndpointsRetired event = new EndpointsRetired(retired.drained());
    healths.retired(event);
    loads.retired(event);

    // Then
    assertThat(retired.drained()).isEmpty();
    assertThat(meters.find("llm_endpoint_healthy").tag("endpoint", "b").gauge()).isNull();
    assertThat(shown("a")).isEqualTo(1);
  }

  @Test
  void keepsTheModelsThatEndpointsWereFoundToServe() {
    // Given
    String file = "vllm_endpoints: [{name: a, address: 127.0.0.1, port: 1, weight: %d}]\n";
    RouterConfig first = Configs.of(file.formatted(1)).load();
    RouterConfig now = Configs.of(file.formatted(9)).load();
    ModelCatalog known =
        new ModelCatalog(first, first.endpoints(), Map.of())
            .with(first.endpoints().get(0), List.of("found"));

    // When
    ModelCatalog next = known.reloaded(now, now.endpoints());

    // Then
    assertThat(next.discovered()).isEqualTo(Map.of(now.endpoints().get(0), List.of("found")));
    assertThat(next.config()).isSameAs(now);
  }

  @Test
  void whoWaitsIsServedByAnEndpointThatHasAnotherWeightNow() throws Exception {
    // Given
    BackendSelector selector = new BackendSelector(healths, loads);
    BackendQueue queue = new BackendQueue(vertx, selector, loads, healths, meters);
    before.endpoints().forEach(endpoint -> loads.of(endpoint).begin(1));
    Backend full = selector.select(StageSpan.OFF, before.endpoints(), null, before);
    CompletableFuture<Backend> place = new CompletableFuture<>();
    vertx.runOnContext(_ -> queue.join(full, "x", before).place().onSuccess(place::complete));
    Awaitility.await("somebody to wait")
        .atMost(Duration.ofSeconds(20))
        .until(() -> meters.get("llm_backend_queue_size").gauge().value() == 1);
    RouterConfig now = config(7, "127.0.0.1", true);
    reload(now);

    // When a request of the new configuration is over
    loads.of(now.endpoints().get(0)).end();

    // Then
    assertThat(place.get(20, TimeUnit.SECONDS).order().getFirst().name()).isEqualTo("a");
  }

  private static final String CHECKED =
      """
      vllm_endpoints: [{name: c, address: 127.0.0.1, port: %d}]
      model_config: {m: {preferred_endpoints: [c]}}
      upstream: {health_check: {interval: 1h}}
      """;

  /** A server that counts what it is asked. */
  private int server(AtomicInteger asked) {
    return vertx
        .createHttpServer()
        .requestHandler(
            request -> {
              asked.incrementAndGet();
              request.response().end();
            })
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static void await(AtomicInteger asked, int checks) {
    Awaitility.await("health checks")
        .atMost(Duration.ofSeconds(20))
        .until(() -> asked.get() >= checks);
  }

  @Test
  void asksNewEndpointsAtOnceAndThoseThatAreGoneNoMore() {
    // Given
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    RouterConfig one = Configs.of(CHECKED.formatted(server(first))).load();
    String other = CHECKED.formatted(server(second));
    ModelDiscovery models = new ModelDiscovery(vertx, one, keys, null);
    HealthChecker checker = new HealthChecker(vertx, models, keys, healths);
    checker.start(null);
    await(first, 1);

    // When
    ConfigReloaded event = new ConfigReloaded(one, Configs.of(other).load());
    models.reloaded(event);
    checker.reloaded(event);

    // Then: had it to wait for its turn, that would be in an hour
    await(second, 1);

    // When the interval is another one
    ConfigReloaded sooner =
        new ConfigReloaded(event.now(), Configs.of(other.replace("1h", "10ms")).load());
    models.reloaded(sooner);
    checker.reloaded(sooner);

    // Then
    await(second, 5);
    assertThat(first).hasValue(1);
    checker.close();
  }
}
