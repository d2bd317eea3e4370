package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.backend.EndpointHealth.Fitness;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of a real server that answers as it is told. */
class HealthCheckerTest {
  private static final int NOTHING = 0;
  private static final int HEAD_ALONE = -1;

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<HttpServerRequest> checks = new CopyOnWriteArrayList<>();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .requestHandler(this::answer)
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .join();
  private volatile int status = 200;
  private HealthChecker checker;
  private EndpointHealths healths;
  private RouterConfig config;

  private void answer(HttpServerRequest request) {
    checks.add(request);
    if (status > 0) {
      request.response().setStatusCode(status).end();
    } else if (status == HEAD_ALONE) {
      request.response().setChunked(true).write("and").onFailure(_ -> {});
    }
  }

  private void start(String endpoint) {
    config =
        Configs.of(
                """
                vllm_endpoints: [{name: b, address: 127.0.0.1, port: %d%s}]
                upstream:
                  health_check: {interval: 10ms, timeout: 300ms, unhealthy_after: 2, healthy_after: 2}
                """
                    .formatted(server.actualPort(), endpoint))
            .env("BACKEND_KEY", "sesame")
            .load();
    EndpointKeys keys =
        new EndpointKeys(
            new SmallRyeConfigBuilder().withDefaultValue("BACKEND_KEY", "sesame").build());
    healths = new EndpointHealths(config.upstream(), meters, System::nanoTime);
    ModelDiscovery discovery = new ModelDiscovery(vertx, config, keys, null);
    checker = new HealthChecker(vertx, discovery, keys, healths);
    checker.start(null);
  }

  @AfterEach
  void close() {
    checker.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void await(Fitness fitness) {
    Awaitility.await(fitness.label())
        .atMost(Duration.ofSeconds(20))
        .until(() -> healths.fitness(config.endpoints().getFirst()) == fitness);
  }

  private void awaitChecks(int more) {
    int goal = checks.size() + more;
    Awaitility.await("checks").atMost(Duration.ofSeconds(20)).until(() -> checks.size() >= goal);
  }

  private double gauge() {
    return meters.get("llm_endpoint_healthy").tag("endpoint", "b").gauge().value();
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 500, NOTHING, HEAD_ALONE})
  void takesRequestsAwayAndBringsThemBack(int failure) {
    // Given
    start("");
    awaitChecks(2);
    assertThat(gauge()).isEqualTo(1);

    // When
    status = failure;

    // Then
    await(Fitness.UNHEALTHY);
    assertThat(gauge()).isZero();

    // When
    status = 200;

    // Then
    await(Fitness.FIT);
    assertThat(gauge()).isEqualTo(1);
  }

  @Test
  void seesAServerThatIsGone() {
    // Given
    start("");
    awaitChecks(1);

    // When
    server.close().toCompletionStage().toCompletableFuture().join();

    // Then
    await(Fitness.UNHEALTHY);
  }

  @Test
  void aServerWithoutAHealthPathIsWell() {
    // Given
    status = 404;

    // When
    start("");
    awaitChecks(6);

    // Then
    assertThat(checks.getFirst().path()).isEqualTo("/health");
    assertThat(healths.fitness(config.endpoints().getFirst())).isEqualTo(Fitness.FIT);
  }

  @Test
  void aConfiguredPathMustAnswerSuccess() {
    // Given
    status = 404;

    // When
    start(", path_prefix: /llm, health_check_path: /livez");

    // Then
    await(Fitness.UNHEALTHY);
    assertThat(checks.getFirst().path()).isEqualTo("/llm/livez");
  }

  @Test
  void showsTheEndpointsKey() {
    // When
    start(", api_key_env: BACKEND_KEY");
    awaitChecks(1);

    // Then
    assertThat(checks.getFirst().getHeader("authorization")).isEqualTo("Bearer sesame");
  }
}
