package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.HttpMessage;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller and a trace see where another model answers than the one that was chosen. */
@QuarkusTest
@TestProfile(FallbackTraceTest.Scores.class)
class FallbackTraceTest extends RouterTestBase {

  /** Programming goes to a model that nobody serves, then to a strict one, then to a general. */
  public static class Scores implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      String scores = "categories[1].model_scores";
      return Map.of(
          scores + "[0].model", "stranded",
          scores + "[1].model", "law-strict",
          scores + "[1].score", "0.7",
          scores + "[1].use_reasoning", "true",
          scores + "[1].reasoning_effort", "low",
          scores + "[2].model", "general",
          scores + "[2].score", "0.6");
    }
  }

  @Test
  void theNextBestModelAnswers() {
    // When
    Answer answer = client.chat(Chats.of("auto", Chats.code()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vsr-selected-model")).contains("law-strict");
    assertThat(answer.header("x-vsr-selected-reasoning")).contains("on");
    assertThat(answer.header("x-vsr-selected-category")).contains("computer science");
    assertThat(answer.header("x-vsr-injected-system-prompt")).contains("true");
    assertThat(answer.header("x-vsr-destination-endpoint")).contains("beta");
    HttpMessage request = harness.beta().await(key).request();
    assertThat(request.header("x-selected-model")).contains("law-strict");
    assertThat(request.bodyText())
        .contains("\"model\":\"law-strict\"", "\"reasoning_effort\":\"low\"")
        .contains("You are a software engineer.")
        .doesNotContain("stranded");
  }

  @Test
  void theTraceTellsOfBothModels() {
    // When
    Answer answer = client.chat(Chats.of("auto", Chats.code()), keyed());

    // Then
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.spans()).allSatisfy(SpanContract::assertAllowed);
    assertThat(trace.spans()).extracting(SpanView::status).containsOnly("UNSET");
    assertThat(trace.span(TraceView.DECISION).value("model.name")).isEqualTo("stranded");
    assertThat(trace.root().value("routing.selected_model")).isEqualTo("law-strict");
    assertThat(trace.root().value("model.name")).isEqualTo("law-strict");
    assertThat(trace.root().value("routing.fallback_from")).isEqualTo("stranded");
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.value("model.name")).isEqualTo("law-strict");
    assertThat(upstream.value("gen_ai.request.model")).isEqualTo("law-strict");
    assertThat(upstream.value("endpoint.name")).isEqualTo("beta");
    assertThat(upstream.value("upstream.attempts")).isEqualTo(2L);
    assertThat(upstream.event("attempt_failed").attributes().toString()).contains("refusing");
    assertThat(upstream.event("model_fallback").attributes())
        .containsOnlyKeys("routing.fallback_from", "model.name", "error.type");
    assertThat(upstream.event("model_fallback").attributes().toString())
        .contains("stranded", "law-strict", "connect_error");
  }

  @Test
  void theBytesOfAStreamAreThoseOfTheNextModel() {
    // When
    Answer answer = client.chat(Chats.streamed("auto", Chats.code()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vsr-selected-model")).contains("law-strict");
    assertThat(answer.body()).isEqualTo(harness.beta().await(key).sentBody());
  }

  @Test
  void goesOnUntilAModelAnswers() {
    // Given
    harness.beta().on(key, Reply.status(503, "busy"));

    // When
    Answer answer = client.chat(Chats.of("auto", Chats.code()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vsr-selected-model")).contains("general");
    assertThat(answer.header("x-vsr-selected-reasoning")).contains("off");
    TraceView trace = traceOf(answer);
    assertThat(trace.root().value("routing.fallback_from")).isEqualTo("stranded");
    assertThat(trace.span(TraceView.UPSTREAM).value("upstream.attempts")).isEqualTo(3L);
    assertThat(trace.span(TraceView.UPSTREAM).events())
        .extracting(SpanView.EventView::name)
        .containsExactly("attempt_failed", "model_fallback", "attempt_failed", "model_fallback");
  }

  @Test
  void namesTheLastModelWhereAllFail() {
    // Given
    harness.beta().on(key, Reply.status(503, "busy"));
    harness.alpha().on(key, Reply.status(502, "gone"));

    // When
    Answer answer = client.chat(Chats.of("auto", Chats.code()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).isEqualTo("gone");
    assertThat(answer.header("x-vsr-selected-model")).contains("general");
    assertThat(traceOf(answer).root().value("routing.selected_model")).isEqualTo("general");
  }

  @Test
  void aModelThatMustNotSeeTheRequestIsLeftOut() {
    // Given
    String prompt = Chats.code() + " and write to jane.doe@example.com";

    // When
    Answer answer = client.chat(Chats.of("auto", prompt), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vsr-selected-model")).contains("general");
    assertThat(harness.beta().exchanges(key)).isEmpty();
    assertThat(harness.alpha().exchanges(key)).hasSize(1);
  }

  @Test
  void aModelThatTheClientNamedIsKept() {
    // When
    Answer answer = client.chat(Chats.of("stranded", Chats.code()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.header("x-vsr-selected-model")).contains("stranded");
    assertThat(harness.alpha().exchanges(key)).isEmpty();
    assertThat(harness.beta().exchanges(key)).isEmpty();
    assertThat(traceOf(answer).root().has("routing.fallback_from")).isFalse();
  }

  @Test
  void theCacheDoesNotKeepTheAnswerOfAnotherModel() {
    // Given
    String body = Chats.of("auto", Chats.code());
    Answer first = client.chat(body, keyed());

    // When
    Answer second = client.chat(body, keyed());

    // Then
    assertThat(first.header("x-vsr-selected-model")).contains("law-strict");
    assertThat(second.header("x-vsr-cache-hit")).isEmpty();
    assertThat(harness.beta().exchanges(key)).hasSize(2);
  }
}
