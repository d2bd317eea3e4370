package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a call goes on to the next endpoint, and when it must not. */
class UpstreamRetryTest {
  private static final String RETRY = "retry: {max_attempts: 2}";

  private final CallRunner runner = new CallRunner();
  private final Sink sink = runner.sink;
  private final FakeVllm first = FakeVllm.start("m");
  private final FakeVllm second = FakeVllm.start("m");
  private final FakeVllm third = FakeVllm.start("m");
  private final ClosedPort refusing = ClosedPort.hold();

  @AfterEach
  void close() {
    runner.close();
    first.close();
    second.close();
    third.close();
    refusing.close();
  }

  private UpstreamResult call(String upstream, int... ports) {
    RouterConfig config = config(upstream, ports);
    return runner.run(config, Calls.to(config.endpoints(), config));
  }

  private static RouterConfig config(String upstream, int... ports) {
    StringBuilder yaml = new StringBuilder("vllm_endpoints:\n");
    for (int i = 0; i < ports.length; i++) {
      yaml.append("  - {name: e%d, address: 127.0.0.1, port: %d}\n".formatted(i + 1, ports[i]));
    }
    return Configs.of(yaml + "upstream: {" + upstream + "}\n").load();
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void goesOnWhereAnEndpointSaysThatItCannotServe(int status) {
    // Given
    first.next(Reply.status(status, "busy"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    runner.assertAnswered(result, "e2", 2);
    assertThat(result.status()).isEqualTo(200);
    assertThat(sink.body.toString()).doesNotContain("busy");
  }

  @Test
  void leavesTheConnectionOfARefusalToTheNextRequest() {
    // Given
    RouterConfig config = config(RETRY, first.port(), second.port());
    first.next(Reply.status(503, "busy"));
    UpstreamResult refused = runner.run(config, Calls.to(config.endpoints(), config));

    // When
    UpstreamResult next = runner.run(config, Calls.to(config.endpoints(), config));

    // Then
    assertThat(refused.endpoint().name()).isEqualTo("e2");
    assertThat(next.endpoint().name()).isEqualTo("e1");
    assertThat(first.exchanges())
        .extracting(Exchange::connection)
        .hasSize(2)
        .containsOnly(first.exchanges().getFirst().connection());
  }

  @Test
  void goesOnWhereAnEndpointAsksToComeBackLater() {
    // Given
    first.next(Reply.status(429, "later").with("Retry-After: 5"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    runner.assertAnswered(result, "e2", 2);
    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void goesOnWhereAnEndpointRefusesTheConnection() {
    // When
    UpstreamResult result = call(RETRY, refusing.port(), second.port());

    // Then
    runner.assertAnswered(result, "e2", 2);
  }

  @Test
  void goesOnWhereTheFirstByteDoesNotCome() {
    // Given
    first.next(Reply.never());

    // When
    UpstreamResult result =
        call(RETRY + ", first_byte_timeout: 100ms", first.port(), second.port());

    // Then
    runner.assertAnswered(result, "e2", 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 422, 429, 500, 501})
  void relaysEveryOtherStatus(int status) {
    // Given
    first.next(Reply.status(status, "no"));

    // When
    UpstreamResult result = call(RETRY, first.port(), second.port());

    // Then
    runner.assertAnswered(result, "e1", 1);
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
    runner.assertAnswered(result, "e2", 2);
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
    runner.assertAnswered(result, "e1", 1);
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
    runner.assertNothingInFlight();
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
    runner.assertNothingInFlight();
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
    runner.assertNothingInFlight();
    assertThat(first.exchanges()).isEmpty();
  }
}
