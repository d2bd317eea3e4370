package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that the cache answers, and those it must not answer. */
@QuarkusTest
class CacheTraceTest extends RouterTestBase {

  @Test
  void answersTheSameRequestAgainFromTheCache() {
    // Given
    String body = Chats.of("auto", Chats.math());
    Answer first = stored(client.chat(body, keyed()));

    // When
    Answer second = client.chat(body, keyed());

    // Then
    assertThat(first.header("x-vsr-cache-hit")).isEmpty();
    assertThat(second.header("x-vsr-cache-hit")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(harness.alpha().exchanges(key)).hasSize(1);
    assertHit(traceOf(second));
  }

  @Test
  void replaysAStreamByteForByte() {
    // Given
    String body = Chats.streamed("auto", Chats.math());
    Answer first = stored(client.chat(body, keyed()));

    // When
    Answer second = client.chat(body, keyed());

    // Then
    assertThat(second.header("x-vsr-cache-hit")).contains("true");
    assertThat(second.header("content-type").orElse("")).startsWith("text/event-stream");
    assertThat(second.body()).isEqualTo(first.body());
    assertHit(traceOf(second));
  }

  @Test
  void keepsCallersApart() {
    // Given
    String body = Chats.of("auto", Chats.math());
    Answer first = client.chat(body, keyed());

    // When
    Answer second = client.chat(body, keyedWith("x-user-id", "another-" + key));

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.header("x-vsr-cache-hit")).isEmpty();
    assertThat(harness.alpha().exchanges(key)).hasSize(2);
  }

  @Test
  void keepsSamplingParametersApart() {
    // Given
    String body = Chats.of("auto", Chats.math());
    Answer first = client.chat(body, keyed());
    String warmer = body.replace("{\"model\"", "{\"temperature\":1.5,\"model\"");

    // When
    Answer second = client.chat(warmer, keyed());

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.header("x-vsr-cache-hit")).isEmpty();
  }

  @Test
  void doesNotKeepAnswersThatWereCutShort() {
    // Given
    harness.alpha().on(key, Reply.answer("too lo", "length"));
    String body = Chats.of("auto", Chats.math());
    Answer first = client.chat(body, keyed());

    // When
    Answer second = client.chat(body, keyed());

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.header("x-vsr-cache-hit")).isEmpty();
    assertThat(harness.alpha().exchanges(key)).hasSize(2);
  }

  @Test
  void doesNotKeepErrors() {
    // Given
    harness.alpha().on(key, Reply.status(500, "{\"error\":{\"message\":\"broken\"}}"));
    String body = Chats.of("auto", Chats.math());
    Answer first = client.chat(body, keyed());
    harness.alpha().on(key, Reply.answer("well again"));

    // When
    Answer second = client.chat(body, keyed());

    // Then
    assertThat(first.status()).isEqualTo(500);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.text()).contains("well again");
  }

  @Test
  void namesAKeyThatIsNotThePrompt() {
    // Given
    String prompt = Chats.math();

    // When
    Answer answer = client.chat(Chats.of("auto", prompt), keyedWith("x-session-id", "s"));

    // Then
    SpanView lookup = traceOf(answer).span(TraceView.CACHE);
    assertThat(lookup.value("cache.hit")).isEqualTo(false);
    assertThat(lookup.value("cache.backend")).isEqualTo("memory");
    assertThat(lookup.string("cache.key")).matches("[0-9a-f]{16,}").doesNotContain(prompt);
  }

  /** The last byte may be here before the answer is stored; its root span ends after both. */
  private Answer stored(Answer answer) {
    traceOf(answer);
    return answer;
  }

  private static void assertHit(TraceView trace) {
    assertThat(trace.names())
        .containsExactlyInAnyOrder(
            TraceView.ROOT,
            TraceView.CLASSIFICATION,
            TraceView.PII,
            TraceView.JAILBREAK,
            TraceView.CACHE);
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.spans()).allSatisfy(SpanContract::assertAllowed);
    assertThat(trace.spans()).extracting(SpanView::status).containsOnly("UNSET");
    Map<String, Object> hits =
        Map.of(
            "root", trace.root().value("cache.hit"),
            "lookup", trace.span(TraceView.CACHE).value("cache.hit"));
    assertThat(hits).containsEntry("root", true).containsEntry("lookup", true);
    assertThat(trace.root().value("model.name")).isEqualTo("math-large");
    assertThat(trace.root().value("routing.selected_model")).isEqualTo("math-large");
  }
}
