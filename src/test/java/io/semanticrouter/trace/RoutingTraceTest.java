package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import org.junit.jupiter.api.Test;

/** Which model and which category a trace shows. */
@QuarkusTest
class RoutingTraceTest extends RouterTestBase {

  @Test
  void keepsTheModelTheClientNamed() {
    // When
    Answer answer = client.chat(Chats.of("general", Chats.smallTalk()), keyed());

    // Then
    assertThat(answer.header("x-vsr-selected-model")).contains("general");
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.spans()).allSatisfy(SpanContract::assertAllowed);
    SpanView decision = trace.span(TraceView.DECISION);
    assertThat(decision.value("routing.strategy")).isEqualTo("specified");
    assertThat(decision.value("routing.original_model")).isEqualTo("general");
    assertThat(decision.value("routing.selected_model")).isEqualTo("general");
    assertThat(decision.string("routing.reason")).isNotBlank();
  }

  @Test
  void sendsWhatNoCategoryDecidesToTheDefaultModel() {
    // When
    Answer answer = client.chat(Chats.of("MoM", Chats.smallTalk()), keyed());

    // Then
    TraceView trace = traceOf(answer);
    assertThat(trace.root().value("routing.original_model")).isEqualTo("MoM");
    assertThat(trace.root().value("category.name")).isEqualTo("other");
    assertThat(trace.root().value("model.name")).isEqualTo("general");
    assertThat(trace.span(TraceView.DECISION).value("routing.strategy")).isEqualTo("auto");
    assertThat(trace.span(TraceView.SYSTEM_PROMPT).value("system_prompt.injected"))
        .isEqualTo(false);
    assertThat(trace.span(TraceView.SYSTEM_PROMPT).has("system_prompt.mode")).isFalse();
  }

  @Test
  void insertsTheSystemPromptWhereTheCategorySaysSo() {
    // When
    Answer answer = client.chat(Chats.of("auto", Chats.code()), keyed());

    // Then
    SpanView prompt = traceOf(answer).span(TraceView.SYSTEM_PROMPT);
    assertThat(prompt.value("category.name")).isEqualTo("computer science");
    assertThat(prompt.value("system_prompt.mode")).isEqualTo("insert");
    assertThat(answer.header("x-vsr-selected-reasoning")).contains("off");
    assertThat(harness.beta().await(key).request().bodyText())
        .contains("You are a software engineer.")
        .contains("\"thinking\":false");
  }

  @Test
  void asksForTheEffortOfTheCategory() {
    // When
    Answer answer = client.chat(Chats.of("auto", Chats.law()), keyed());

    // Then
    SpanView decision = traceOf(answer).span(TraceView.DECISION);
    assertThat(decision.value("model.name")).isEqualTo("law-strict");
    assertThat(decision.value("reasoning.effort")).isEqualTo("low");
    assertThat(harness.beta().await(key).request().bodyText())
        .contains("\"reasoning_effort\":\"low\"");
  }

  @Test
  void answers404ForAModelItDoesNotKnow() {
    // When
    Answer answer = client.chat(Chats.unknownModel(), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("\"model_not_found\"").contains("invalid_request_error");
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).doesNotContain(TraceView.BACKEND, TraceView.UPSTREAM);
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.root().status()).isEqualTo("UNSET");
    assertThat(trace.root().value("http.response.status_code")).isEqualTo(404L);
    assertThat(harness.alpha().exchanges(key)).isEmpty();
  }

  @Test
  void hasOnlyARootForABodyThatIsNoJson() {
    // When
    Answer answer = client.chat("{\"model\":\"auto\",\"messages\":[{\"role\"", keyed());

    // Then
    assertThat(answer.status()).isEqualTo(400);
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).containsExactly(TraceView.ROOT);
    assertThat(trace.root().status()).isEqualTo("UNSET");
    assertThat(trace.root().value("http.response.status_code")).isEqualTo(400L);
    assertThat(trace.root().value("http.path")).isEqualTo("/v1/chat/completions");
    assertThat(answer.header("x-request-id")).contains(trace.root().string("request.id"));
  }

  @Test
  void takesTheCallerFromTheBodyWithoutAHeader() {
    // Given
    String body =
        Chats.of("general", Chats.smallTalk()).replace("{\"model\"", "{\"user\":\"u7\",\"model\"");

    // When
    Answer answer = client.chat(body, Chats.key(key));

    // Then
    assertThat(traceOf(answer).root().value("user.id")).isEqualTo("u7");
  }

  @Test
  void replacesARequestIdThatIsNone() {
    // Given
    String overLong = "x".repeat(5000);

    // When
    Answer answer =
        client.chat(Chats.of("general", Chats.smallTalk()), keyedWith("x-request-id", overLong));

    // Then
    assertThat(answer.header("x-request-id").orElse("")).isNotBlank().hasSizeLessThan(200);
    assertThat(traceOf(answer).root().string("request.id")).hasSizeLessThan(200);
  }
}
