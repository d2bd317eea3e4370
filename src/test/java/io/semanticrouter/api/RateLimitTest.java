package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanView;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Rate limits of client keys. Each test has a key of its own, whose limit is soon reached. */
@QuarkusTest
@TestProfile(RateLimitTest.Limits.class)
class RateLimitTest extends RouterTestBase {
  private static final String LIMIT = "server.rate_limit.per_key.";

  @Inject MeterRegistry meters;

  /** What is different from the router of the other tests. */
  public static class Limits implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "server.api_keys_env",
          "TEST_CLIENT_KEYS",
          "TEST_CLIENT_KEYS",
          "free:k-free,one:k-one,two:k-two,six:k-six,ten:k-ten,dozen:k-dozen,all:k-all",
          LIMIT + "one.requests_per_minute",
          "1",
          LIMIT + "two.requests_per_minute",
          "1",
          LIMIT + "six.tokens_per_minute",
          "6",
          LIMIT + "ten.tokens_per_minute",
          "10",
          LIMIT + "dozen.tokens_per_minute",
          "12",
          LIMIT + "all.requests_per_minute",
          "100",
          // So that nothing but the limit wants to know how many tokens an answer has.
          "semantic_cache.enabled",
          "false",
          "observability.tracing.sampling.type",
          "probabilistic");
    }
  }

  private Map<String, String> headers(String as) {
    return Map.of("authorization", "Bearer k-" + as, FakeVllm.KEY_HEADER, key);
  }

  private Answer ask(String as) {
    return client.chat(Chats.of("general", "Hello " + key), headers(as));
  }

  /** Not traced, because the caller's trace is not. */
  private Answer askUntraced(String as, String chat) {
    return client.chat(
        chat,
        Map.of(
            "authorization",
            "Bearer k-" + as,
            FakeVllm.KEY_HEADER,
            key,
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));
  }

  private double denied(String reason) {
    return meters.get("llm_rate_limited").tag("reason", reason).counter().count();
  }

  @Test
  void refusesARequestTooMany() {
    // Given
    double before = denied("requests");
    Answer first = ask("one");

    // When
    Answer second = ask("one");
    Answer classified =
        client.send(
            "POST",
            "/api/v1/classify/intent",
            headers("one"),
            "{\"text\":\"Hello\"}".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("x-ratelimit-remaining-requests")).contains("0");
    assertThat(first.header("x-ratelimit-limit-tokens")).isEmpty();
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.text())
        .contains("\"type\":\"rate_limit_exceeded\"", "\"code\":\"rate_limit_exceeded\"")
        .contains("The limit of 1 requests a minute is reached");
    assertThat(Integer.parseInt(second.header("retry-after").orElseThrow())).isBetween(1, 60);
    assertThat(second.header("x-ratelimit-limit-requests")).contains("1");
    assertThat(classified.status()).isEqualTo(429);
    assertThat(classified.header("retry-after")).isPresent();
    assertThat(denied("requests")).isEqualTo(before + 2);
    assertThat(harness.alpha().exchanges(key)).hasSize(1);
  }

  @Test
  void aRefusedRequestHasItsRootAndIsNoError() {
    // Given
    ask("two");

    // When
    Answer refused = ask("two");

    // Then
    assertThat(refused.status()).isEqualTo(429);
    SpanView root = traceOf(refused).root();
    assertThat(root.value("http.response.status_code")).isEqualTo(429L);
    assertThat(root.status()).isEqualTo("UNSET");
    assertThat(root.value("error.type")).isNull();
  }

  @Test
  void countsTheTokensOfAnAnswer() {
    // Given
    Answer first = askUntraced("six", Chats.of("general", "Hello " + key));

    // When it has been read, which takes a moment longer than to pass it on
    Answer second =
        Awaitility.await("a request over the limit")
            .until(
                () -> askUntraced("six", Chats.of("general", "Hello " + key)),
                answer -> answer.status() != 200);

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("x-ratelimit-remaining-tokens")).contains("6");
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.text()).contains("The limit of 6 tokens a minute is reached");
    // Each answer has 18 tokens: 12 are owed and one has to be there.
    assertThat(Integer.parseInt(second.header("retry-after").orElseThrow())).isGreaterThan(60);
  }

  @Test
  void countsTheTokensOfAStream() {
    // Given
    Answer first = askUntraced("ten", Chats.streamed("general", "Hello " + key));

    // When
    Answer second = askUntraced("ten", Chats.streamed("general", "Hello " + key));

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("x-ratelimit-remaining-tokens")).contains("0");
  }

  @Test
  void countsTheTokensOfAStreamThatIsNotAskedForThem() {
    // Given
    Answer first = askUntraced("dozen", streamed());

    // When
    Answer second = askUntraced("dozen", streamed());

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.text()).isEqualTo(String.join("", Reply.stream(3).events()));
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("x-ratelimit-remaining-tokens")).contains("0");
  }

  private String streamed() {
    return Chats.of("general", "Hello " + key).replace("{\"model\"", "{\"stream\":true,\"model\"");
  }

  @Test
  void aLimitHidesThoseOfTheBackend() {
    // Given
    harness
        .alpha()
        .on(
            key,
            Reply.answer("Yes.")
                .with("x-ratelimit-limit-requests: 5", "x-ratelimit-remaining-tokens: 6"));

    // When
    Answer limited = ask("all");
    Answer free = ask("free");

    // Then
    assertThat(limited.message().headerValues("x-ratelimit-limit-requests")).containsExactly("100");
    assertThat(limited.header("x-ratelimit-remaining-tokens")).isEmpty();
    assertThat(free.message().headerValues("x-ratelimit-limit-requests")).containsExactly("5");
    assertThat(free.header("x-ratelimit-remaining-tokens")).contains("6");
  }
}
