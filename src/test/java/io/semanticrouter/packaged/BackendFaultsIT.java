package io.semanticrouter.packaged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Certificates;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that do everything but what they should. */
class BackendFaultsIT extends FaultsTestBase {
  private static final int STORM = 100;

  /** In which requests and retries are counted against each other. */
  private static final Duration RETRY_WINDOW = Duration.ofSeconds(10);

  private static final int FLAPS = 10;
  private static final int MOST_ANSWERS = 320;

  private final int deadPort = closedPort();
  private final int returningPort = closedPort();
  private final int flappingPort = closedPort();
  private final FakeVllm foreign = FakeVllm.startTls("server", false, "untrusted");
  private final FakeVllm misnamed = FakeVllm.startTls("client", false, "misnamed");

  @Override
  More more() {
    return new More(
        """
          - {name: nowhere, address: no-such-host.invalid, port: 8000}
          - {name: foreign, scheme: https, address: localhost, port: %d}
          - {name: misnamed, scheme: https, address: localhost, port: %d, tls: {ca_file: %s}}
          - {name: dead, address: 127.0.0.1, port: %d}
          - {name: returning, address: 127.0.0.1, port: %d}
          - {name: flapping, address: 127.0.0.1, port: %d, weight: 1000}
        """
            .formatted(
                foreign.port(),
                misnamed.port(),
                Certificates.pem("ca"),
                deadPort,
                returningPort,
                flappingPort),
        """
          impatient: {preferred_endpoints: [alpha], timeouts: {first_byte: 1s, idle: 1s}}
          pair: {preferred_endpoints: [alpha, beta]}
          unresolved: {preferred_endpoints: [nowhere], timeouts: {first_byte: 5s}}
          untrusted: {preferred_endpoints: [foreign]}
          misnamed: {preferred_endpoints: [misnamed]}
          gone: {preferred_endpoints: [dead, returning]}
          flapping: {preferred_endpoints: [flapping, beta]}
        """);
  }

  @AfterAll
  void stopBackends() {
    foreign.close();
    misnamed.close();
  }

  @Test
  void refuses() {
    // When
    Answer answer = ask("stranded");

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("\"bad_gateway\"");
    assertFailed(answer.traceId(), "connect_error");
  }

  @Test
  void acceptsAndNeverAnswers() {
    // Given
    harness.alpha().on(key, Reply.never());

    // When
    Answer answer = askScripted("impatient");

    // Then
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.text()).contains("\"upstream_timeout\"");
    assertFailed(answer.traceId(), "timeout");
    assertThat(harness.alpha().await(key).clientGone()).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void answersHeadersAndStalls() {
    // Given
    harness.alpha().on(key, Reply.stream(3).every(Duration.ofHours(1)));

    // When
    Broken answer = readUntilBroken("impatient");

    // Then
    assertThat(answer.broken()).isTrue();
    assertThat(new String(answer.body(), UTF_8)).contains("\"code\":\"upstream_timeout\"");
    assertFailed(answer.traceId(), "timeout");
    assertThat(harness.alpha().await(key).clientGone()).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void cutsInMidChunk() {
    // Given
    String beginning = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hal";
    harness.alpha().on(key, Reply.wire(Reply.STREAM_HEAD + "100\r\n" + beginning));

    // When
    Broken answer = readUntilBroken("general");

    // Then
    assertThat(answer.broken()).isTrue();
    assertThat(new String(answer.body(), UTF_8))
        .startsWith(beginning + "\n\ndata: {\"error\":")
        .doesNotContain("[DONE]");
    assertFailed(answer.traceId(), "connection_closed");
  }

  @Test
  void resets() {
    // Given
    harness.alpha().on(key, Reply.reset());

    // When
    Answer answer = askScripted("general");

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertFailed(answer.traceId(), "connection_closed");
  }

  @Test
  void resetsInMidStream() {
    // Given
    harness.alpha().on(key, Reply.stream(20).every(Duration.ofMillis(2)).resetAfter(9));

    // When
    Broken answer = readUntilBroken("general");

    // Then
    assertThat(answer.broken()).isTrue();
    assertFailed(answer.traceId(), "connection_closed");
  }

  @Test
  void sendsGarbageInsteadOfEvents() {
    // Given bytes of every kind: no UTF-8, no lines, no JSON
    byte[] garbage = new byte[100_000];
    new Random(6).nextBytes(garbage);
    harness.alpha().on(key, Reply.raw(List.of(garbage)));

    // When
    Broken answer = readUntilBroken("general");

    // Then
    assertThat(answer.broken()).as("the backend called it whole").isFalse();
    assertThat(answer.body()).isEqualTo(garbage);
    SpanView upstream = harness.wholeTrace(answer.traceId()).span(TraceView.UPSTREAM);
    assertThat(upstream.has("llm.token_count.total")).isFalse();
    assertThat(upstream.status()).isEqualTo("UNSET");
  }

  @Test
  void sendsGarbageInsteadOfHttp() {
    // Given
    harness.alpha().on(key, Reply.wire("SSH-2.0-OpenSSH_9.2p1\r\n\0\u00ff\r\n"));

    // When
    Answer answer = askScripted("general");

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertFailed(answer.traceId(), "connection_closed");
  }

  @Test
  void sendsTenMegabytesInOneChunk() {
    // Given
    String word = "0123456789".repeat(1024 * 1024);
    byte[] event =
        ("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}\n\n")
            .getBytes(ISO_8859_1);
    harness.alpha().on(key, Reply.raw(List.of(event, "data: [DONE]\n\n".getBytes(ISO_8859_1))));

    // When
    Broken answer = readUntilBroken("general");

    // Then
    assertThat(answer.broken()).isFalse();
    assertThat(answer.body()).isEqualTo(harness.alpha().await(key).sentBody());
    assertThat(harness.wholeTrace(answer.traceId()).span(TraceView.UPSTREAM).status())
        .isEqualTo("UNSET");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void storms(int status) {
    // Given
    harness.alpha().on(key, Reply.status(status, "{}").with("Retry-After: 1"));

    long begin = System.nanoTime();

    // When
    List<Answer> answers = atOnce(STORM, i -> askScripted("pair"));

    // Then
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, status).contains(200);
    int sent = harness.alpha().exchanges(key).size() + harness.beta().exchanges(key).size();
    // Seconds begin when they will, and some of this test's have passed since its first retry.
    int lately = askedWithin(RETRY_WINDOW.plusNanos(System.nanoTime() - begin));
    assertThat(sent - STORM)
        .as("retries, of which 0.2 a request or 10 are allowed")
        .isBetween(0, (int) Math.ceil(Math.max(10, 0.2 * lately)));
    assertTraced(answers);
  }

  @Test
  void flaps() throws InterruptedException {
    // Given
    List<Answer> answers = new ArrayList<>();
    Thread flapping = Thread.ofPlatform().start(() -> flap(FLAPS));

    // When: as many as are told in the time it takes, and no more spans than a queue holds
    while (flapping.isAlive() && answers.size() < MOST_ANSWERS) {
      answers.addAll(atOnce(16, i -> ask("flapping")));
      flapping.join(Duration.ofMillis(50));
    }
    flapping.join();

    // Then what broke within an answer is not sent again
    assertThat(answers).extracting(Answer::status).isSubsetOf(200, 502).contains(200);
    assertTraced(answers);
  }

  /** There for 100 ms, away for 100 ms; whatever it is doing. */
  private void flap(int times) {
    try {
      for (int i = 0; i < times; i++) {
        try (FakeVllm up = FakeVllm.startAt(flappingPort, "flapping")) {
          assertThat(up.port()).isEqualTo(flappingPort);
          Thread.sleep(100);
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void hasANameThatDoesNotResolve() {
    // When
    Answer answer = ask("unresolved");

    // Then a name server says so at once, or none answers in time
    assertThat(answer.status()).isIn(502, 504);
    assertFailed(answer.traceId(), "connect_error", "timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"untrusted", "misnamed"})
  void showsAWrongCertificate(String model) {
    // When
    Answer answer = ask(model);

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("certificate that is not trusted");
    assertFailed(answer.traceId(), "untrusted_certificate");
    assertThat(foreign.exchanges()).isEmpty();
    assertThat(misnamed.exchanges()).isEmpty();
  }

  @Test
  void isGoneAndOneOfTwoComesBack() {
    // Given
    List<Answer> gone = atOnce(20, i -> ask("gone"));

    // When
    Answer back;
    try (FakeVllm _ = FakeVllm.startAt(returningPort, "gone")) {
      back = ask("gone");
    }

    // Then
    assertThat(gone).extracting(Answer::status).containsOnly(502);
    assertTraced(gone);
    assertThat(states())
        .containsEntry("dead", "ejected")
        .as("what answered a request is back at once")
        .containsEntry("returning", "fit");
    assertThat(back.status()).isEqualTo(200);
    assertThat(back.header("x-vsr-destination-endpoint")).contains("returning");
    assertTraced(List.of(back));
  }

  /** What readiness says of each endpoint. */
  private Map<String, String> states() {
    String ready = router.management().send("GET", "/q/health/ready", Map.of(), new byte[0]).text();
    return List.of("dead", "returning").stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name -> ready.replaceAll("(?s).*\"" + name + "\": \"(\\w+)\".*", "$1")));
  }
}
