package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.backend.EndpointHealths;
import io.semanticrouter.backend.EndpointKeys;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a call goes on to the next endpoint, and when it must not. */
class UpstreamRetryTest {
  private static final String RETRY = "retry: {max_attempts: 2}";

  private final Vertx vertx = Vertx.vertx();
  private final FakeVllm first = FakeVllm.start("m");
  private final FakeVllm second = FakeVllm.start("m");
  private final FakeVllm third = FakeVllm.start("m");
  private final ClosedPort refusing = ClosedPort.hold();
  private final Sink sink = new Sink(false);
  private final EndpointLoads loads = new EndpointLoads();
  private RouterConfig config;

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    first.close();
    second.close();
    third.close();
    refusing.close();
  }

  private UpstreamResult call(String upstream, int... ports) {
    StringBuilder yaml = new StringBuilder("vllm_endpoints:\n");
    for (int i = 0; i < ports.length; i++) {
      yaml.append("  - {name: e%d, address: 127.0.0.1, port: %d}\n".formatted(i + 1, ports[i]));
    }
    config = Configs.of(yaml + "upstream: {" + upstream + "}\n").load();
    UpstreamClient client =
        new UpstreamClient(
            vertx,
            new EndpointKeys(new SmallRyeConfigBuilder().build()),
            new EndpointHealths(config, new SimpleMeterRegistry()),
            loads,
            config);
    Promise<UpstreamResult> result = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            _ ->
                client
                    .forward(StageSpan.OFF, Calls.to(config.endpoints(), config), sink, config)
                    .onComplete(result));
    return result
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private void assertAnswered(UpstreamResult result, String by, int attempts) {
    assertThat(result.failure()).isNull();
    assertThat(result.endpoint().name()).isEqualTo(by);
    assertThat(result.attempts()).isEqualTo(attempts);
    assertThat(sink.from).isEqualTo(by);
    assertNothingInFlight();
    Awaitility.await("the last byte").until(() -> sink.ended);
  }

  /** No attempt, however it went, counts as under way. */
  private void assertNothingInFlight() {
    Awaitility.await("all attempts to be over")
        .until(() -> config.endpoints().stream().allMatch(e -> loads.of(e).inFlight() == 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void goesOnWhereAnEndpointSaysThatItCannotServe(int status) {
    // Given
    first.next(Reply.status(status, "busy"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    assertAnswered(result, "e2", 2);
    assertThat(result.status()).isEqualTo(200);
    assertThat(sink.body.toString()).doesNotContain("busy");
  }

  @Test
  void goesOnWhereAnEndpointAsksToComeBackLater() {
    // Given
    first.next(Reply.status(429, "later").with("Retry-After: 5"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    assertAnswered(result, "e2", 2);
    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void goesOnWhereAnEndpointRefusesTheConnection() {
    // When
    UpstreamResult result = call(RETRY, refusing.port(), second.port());

    // Then
    assertAnswered(result, "e2", 2);
  }

  @Test
  void goesOnWhereTheFirstByteDoesNotCome() {
    // Given
    first.next(Reply.never());

    // When
    UpstreamResult result =
        call(RETRY + ", first_byte_timeout: 100ms", first.port(), second.port());

    // Then
    assertAnswered(result, "e2", 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422, 429, 500, 501})
  void relaysEveryOtherStatus(int status) {
    // Given
    first.next(Reply.status(status, "no"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    assertAnswered(result, "e1", 1);
    assertThat(sink.status).isEqualTo(status);
    assertThat(sink.body.toString()).isEqualTo("no");
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void relaysTheLastAnswerWhereNoAttemptIsLeft() {
    // Given
    first.next(Reply.status(503, "first"));
    second.next(Reply.status(503, "second"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port(), third.port());

    // Then
    assertAnswered(result, "e2", 2);
    assertThat(sink.body.toString()).isEqualTo("second");
    assertThat(third.exchanges()).isEmpty();
  }

  @Test
  void doesNotRetryWithoutABudget() {
    // Given
    first.next(Reply.status(503, "busy"));

    // When
    UpstreamResult result =
        call("retry: {max_attempts: 3, budget: 0}", first.port(), second.port());

    // Then
    assertAnswered(result, "e1", 1);
    assertThat(sink.status).isEqualTo(503);
  }

  @Test
  void doesNotSendAgainWhatABackendMayHaveDone() {
    // Given
    first.next(Reply.reset());

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.BROKEN);
    assertNothingInFlight();
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void theTotalTimeoutEndsAllAttempts() {
    // Given
    first.next(Reply.never());

    // When
    UpstreamResult result = call(RETRY + ", total_timeout: 100ms", first.port(), second.port());

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.TIMEOUT);
    assertNothingInFlight();
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void asksNobodyForAClientThatHasLeft() {
    // Given
    sink.goneBefore = true;

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.CLIENT_GONE);
    assertThat(result.attempts()).isZero();
    assertNothingInFlight();
    assertThat(first.exchanges()).isEmpty();
  }
}
