package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.testing.ClosedPort;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a call goes on to another model, and when it must not. */
class UpstreamFallbackTest {
  private final CallRunner runner = new CallRunner();
  private final FakeVllm good = FakeVllm.start("good");
  private final FakeVllm better = FakeVllm.start("better");
  private final ClosedPort refusing = ClosedPort.hold();
  private final Deque<UpstreamCall> fallbacks = new ArrayDeque<>();
  private String firstByteOfBetter = "20s";
  private int asked;
  private RouterConfig config;

  @AfterEach
  void close() {
    runner.close();
    good.close();
    better.close();
    refusing.close();
  }

  private void configure(String upstream) {
    config =
        Configs.of(
                """
                vllm_endpoints:
                  - {name: better, address: 127.0.0.1, port: %d}
                  - {name: good, address: 127.0.0.1, port: %d}
                  - {name: refusing, address: 127.0.0.1, port: %d}
                model_config:
                  better: {timeouts: {first_byte: %s}}
                  good: {timeouts: {first_byte: 20s}}
                upstream: {%s}
                """
                    .formatted(
                        better.port(), good.port(), refusing.port(), firstByteOfBetter, upstream))
            .load();
  }

  private Backend at(String... names) {
    return Calls.serving(
        List.of(names).stream()
            .map(n -> config.endpoints().stream().filter(e -> e.name().equals(n)).findFirst())
            .map(endpoint -> endpoint.orElseThrow())
            .toList());
  }

  private void thenAsk(String model, Backend backend) {
    fallbacks.add(Calls.to(model, backend, config, this::nextFallback));
  }

  private UpstreamCall nextFallback() {
    asked++;
    return fallbacks.poll();
  }

  private UpstreamResult ask(Backend backend) {
    return runner.run(config, Calls.to("better", backend, config, this::nextFallback));
  }

  private void assertAnsweredBy(UpstreamResult result, String model, int attempts) {
    runner.assertAnswered(result, model, attempts);
    assertThat(result.call().model()).isEqualTo(model);
  }

  @Test
  void goesOnToTheNextModelWhereEveryEndpointFails() {
    // Given
    configure("");
    better.next(Reply.status(503, "busy"));
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("better", "refusing"));

    // Then
    assertAnsweredBy(result, "good", 3);
    assertThat(good.exchanges().getFirst().request().bodyText()).contains("\"good\"");
    assertThat(good.exchanges().getFirst().request().header("x-selected-model")).contains("good");
    assertThat(runner.sink.body.toString()).doesNotContain("busy");
  }

  @Test
  void doesNotMakeTheCallToTheNextModelWhereNoneIsNeeded() {
    // Given
    configure("");
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("better"));

    // Then
    assertAnsweredBy(result, "better", 1);
    assertThat(asked).isZero();
  }

  @Test
  void goesOnAsLongAsThereIsAnotherModel() {
    // Given
    configure("");
    thenAsk("dead", at("refusing"));
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("refusing"));

    // Then
    assertAnsweredBy(result, "good", 3);
  }

  @Test
  void relaysTheLastAnswerWhereNoModelIsLeft() {
    // Given
    configure("");
    better.next(Reply.status(503, "busy"));

    // When
    UpstreamResult result = ask(at("better"));

    // Then
    assertAnsweredBy(result, "better", 1);
    assertThat(runner.sink.body.toString()).isEqualTo("busy");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void theAttemptsOfAllModelsAreBounded() {
    // Given
    configure("retry: {max_attempts: 2}");
    thenAsk("dead", at("refusing"));
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("refusing"));

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(result.attempts()).isEqualTo(2);
    assertThat(result.call().model()).isEqualTo("dead");
    runner.assertNothingInFlight();
    assertThat(good.exchanges()).isEmpty();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void theBudgetOfRetriesCountsForOtherModelsToo() {
    // Given
    configure("retry: {budget: 0}");
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("refusing"));

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(asked).as("a model is not chosen in vain").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 429, 500})
  void whatNoOtherEndpointWouldBeAskedForNoOtherModelIs(int status) {
    // Given
    configure("");
    better.next(Reply.status(status, "no"));
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("better"));

    // Then
    assertAnsweredBy(result, "better", 1);
    assertThat(runner.sink.status).isEqualTo(status);
    assertThat(asked).isZero();
  }

  @Test
  void aModelWithoutAnEndpointIsNoAttempt() {
    // Given
    configure("retry: {max_attempts: 1, budget: 0}");
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at());

    // Then
    assertAnsweredBy(result, "good", 1);
  }

  @Test
  void aModelWhoseEndpointsAreFullGivesWay() {
    // Given
    configure("");
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(full());

    // Then
    assertAnsweredBy(result, "good", 1);
  }

  @Test
  void aModelWhoseEndpointsAreEjectedGivesWay() {
    // Given
    configure("");
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(lastResort());

    // Then
    assertAnsweredBy(result, "good", 1);
    assertThat(better.exchanges()).isEmpty();
  }

  @Test
  void ejectedEndpointsAreTriedWhereNoModelIsLeft() {
    // Given
    configure("");

    // When
    UpstreamResult result = ask(lastResort());

    // Then
    assertAnsweredBy(result, "better", 1);
  }

  private Backend lastResort() {
    List<Endpoint> ejected = at("better").order();
    return new Backend(ejected, null, ejected, List.of("better: ejected"), true, false, "weighted");
  }

  private Backend full() {
    return new Backend(
        at("better").order(), null, List.of(), List.of("better: full"), false, true, "weighted");
  }

  @Test
  void saysWhatIsWrongWithTheModelThatWasChosenWhereNoneIsFit() {
    // Given
    configure("queue: {max_size: 0}");

    // When
    UpstreamResult result = ask(full());

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(result.call().model()).isEqualTo("better");
    assertThat(result.attempts()).isZero();
  }

  @Test
  void eachModelHasItsOwnTimeouts() {
    // Given
    firstByteOfBetter = "200ms";
    configure("");
    better.next(Reply.never());
    good.next(Reply.answer("at last").after(Duration.ofMillis(600)));
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("better"));

    // Then
    assertAnsweredBy(result, "good", 2);
    assertThat(runner.sink.body.toString()).contains("at last");
  }

  @Test
  void theTotalTimeoutEndsAllModels() {
    // Given
    configure("total_timeout: 100ms");
    better.next(Reply.never());
    thenAsk("good", at("good"));

    // When
    UpstreamResult result = ask(at("better"));

    // Then
    assertThat(result.failure().kind()).isEqualTo(Kind.TIMEOUT);
    runner.assertNothingInFlight();
    assertThat(asked).isZero();
  }
}
