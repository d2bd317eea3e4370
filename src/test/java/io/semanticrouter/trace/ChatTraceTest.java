package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The trace of a request that goes all the way. */
@QuarkusTest
class ChatTraceTest extends RouterTestBase {
  /** Two wall clocks of one machine, read through different APIs. */
  private static final long CLOCK_TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private Answer askMath() {
    Map<String, String> headers = new LinkedHashMap<>(keyed());
    headers.put("x-session-id", "session-1");
    headers.put("x-request-id", "request-1");
    return client.chat(Chats.of("auto", Chats.math()), headers);
  }

  @Test
  void hasNineSpansUnderOneRoot() {
    // When
    Answer answer = askMath();

    // Then
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.root().parentId()).isEmpty();
    assertThat(trace.root().spanId()).isEqualTo(answer.rootSpanId());
    assertThat(trace.spans()).extracting(SpanView::status).containsOnly("UNSET");
  }

  @Test
  void hasTheKeysAndTypesOfTheContract() {
    // When
    TraceView trace = traceOf(askMath());

    // Then
    assertThat(trace.spans()).hasSize(9).allSatisfy(SpanContract::assertAnswered);
  }

  @Test
  void saysWhatHappened() {
    // When
    TraceView trace = traceOf(askMath());

    // Then
    SpanView root = trace.root();
    assertThat(root.value("request.id")).isEqualTo("request-1");
    assertThat(root.value("user.id")).isEqualTo("user-" + key);
    assertThat(root.value("session.id")).isEqualTo("session-1");
    assertThat(root.value("http.method")).isEqualTo("POST");
    assertThat(root.value("http.path")).isEqualTo("/v1/chat/completions");
    assertThat(root.value("http.response.status_code")).isEqualTo(200L);
    assertThat(root.value("routing.original_model")).isEqualTo("auto");
    assertThat(root.value("routing.selected_model")).isEqualTo("math-large");
    assertThat(root.value("category.name")).isEqualTo("math");
    assertThat(root.value("cache.hit")).isEqualTo(false);
    assertThat(root.value("security.action")).isEqualTo("allowed");
    SpanView decision = trace.span(TraceView.DECISION);
    assertThat(decision.value("routing.strategy")).isEqualTo("auto");
    assertThat(decision.value("reasoning.enabled")).isEqualTo(true);
    assertThat(decision.value("reasoning.effort")).isEqualTo("high");
    SpanView prompt = trace.span(TraceView.SYSTEM_PROMPT);
    assertThat(prompt.value("system_prompt.injected")).isEqualTo(true);
    assertThat(prompt.value("system_prompt.mode")).isEqualTo("replace");
  }

  @Test
  void describesTheModelsAnswer() {
    // When
    TraceView trace = traceOf(askMath());

    // Then
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.value("endpoint.name")).isEqualTo("alpha");
    assertThat(upstream.value("endpoint.address")).isEqualTo("127.0.0.1:" + harness.alpha().port());
    assertThat(upstream.value("server.port")).isEqualTo((long) harness.alpha().port());
    assertThat(upstream.value("gen_ai.operation.name")).isEqualTo("chat");
    assertThat(upstream.value("gen_ai.provider.name")).isEqualTo("vllm");
    assertThat(upstream.value("gen_ai.request.model")).isEqualTo("math-large");
    assertThat(upstream.value("gen_ai.response.model")).isEqualTo("fake-served");
    assertThat(upstream.value("gen_ai.response.id")).isEqualTo("chatcmpl-fake");
    assertThat(upstream.value("gen_ai.response.finish_reasons")).isEqualTo(List.of("stop"));
    assertThat(upstream.value("llm.finish_reason")).isEqualTo("stop");
    assertThat(upstream.value("llm.token_count.prompt")).isEqualTo(11L);
    assertThat(upstream.value("llm.token_count.completion")).isEqualTo(7L);
    assertThat(upstream.value("llm.token_count.total")).isEqualTo(18L);
    assertThat(upstream.value("llm.is_streaming")).isEqualTo(false);
  }

  @Test
  void measuresWhatTheSpansMeasure() {
    // Given
    harness.alpha().on(key, Reply.answer("slow").after(Duration.ofMillis(120)));

    // When
    TraceView trace = traceOf(askMath());

    // Then
    SpanView root = trace.root();
    double total = (double) root.value("processing.time_ms");
    double overhead = (double) root.value("processing.overhead_ms");
    double upstream = trace.span(TraceView.UPSTREAM).durationMs();
    assertThat(upstream).isGreaterThanOrEqualTo(119);
    assertThat(total).isBetween(upstream, root.durationMs() + 1);
    assertThat(overhead).isBetween(0.0, total - 119);
    SpanView classification = trace.span(TraceView.CLASSIFICATION);
    assertThat((double) classification.value("classification.time_ms"))
        .isPositive()
        .isCloseTo(classification.durationMs(), within(1.0));
  }

  @Test
  void belongsToTheConfiguredService() {
    // When
    TraceView trace = traceOf(askMath());

    // Then
    Map<String, String> resource = new LinkedHashMap<>();
    trace.root().resource().forEach((name, value) -> resource.put(name, value.getStringValue()));
    assertThat(resource)
        .containsEntry("service.name", "router-under-test")
        .containsEntry("service.version", "v9")
        .containsEntry("deployment.environment.name", "testing")
        .containsEntry("deployment.environment", "testing");
  }

  @Test
  void saysInHeadersWhereTheRequestWent() {
    // When
    Answer answer = askMath();

    // Then
    assertThat(answer.header("x-request-id")).contains("request-1");
    assertThat(answer.header("x-vsr-selected-category")).contains("math");
    assertThat(answer.header("x-vsr-selected-model")).contains("math-large");
    assertThat(answer.header("x-vsr-selected-reasoning")).contains("on");
    assertThat(answer.header("x-vsr-injected-system-prompt")).contains("true");
    assertThat(answer.header("x-vsr-destination-endpoint")).contains("alpha");
    assertThat(answer.header("x-vsr-cache-hit")).isEmpty();
    assertThat(answer.header("x-vsr-pii-violation")).isEmpty();
    assertThat(answer.header("x-vsr-jailbreak-blocked")).isEmpty();
  }

  @Test
  void lastsUntilTheLastByteOfAStream() {
    // Given
    Reply.Stream script = Reply.stream(48).withUsage().every(Duration.ofMillis(5));
    harness.alpha().on(key, script);

    // When
    Answer answer = client.chat(Chats.streamed("auto", Chats.math()), keyed());

    // Then
    Exchange exchange = harness.alpha().await(key);
    assertThat(answer.header("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
    assertThat(answer.body()).isEqualTo(exchange.sentBody());
    TraceView trace = traceOf(answer);
    assertThat(trace.faults()).isEmpty();
    long end = trace.root().endNanos() + CLOCK_TOLERANCE_NANOS;
    assertThat(end).isGreaterThanOrEqualTo(nanos(exchange.finished().join()));
    assertThat(end + CLOCK_TOLERANCE_NANOS).isGreaterThanOrEqualTo(nanos(answer.lastByteAt()));
    assertThat(trace.span(TraceView.UPSTREAM).endNanos() + CLOCK_TOLERANCE_NANOS)
        .isGreaterThanOrEqualTo(nanos(exchange.finished().join()));
  }

  @Test
  void timesTheTokensOfAStream() {
    // Given
    harness.alpha().on(key, Reply.stream(48).withUsage().every(Duration.ofMillis(5)));

    // When
    TraceView trace = traceOf(client.chat(Chats.streamed("auto", Chats.math()), keyed()));

    // Then
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.types()).containsAllEntriesOf(SpanContract.streamingKeys());
    assertThat((long) upstream.value("llm.stream.chunks")).isBetween(48L, 51L);
    assertThat(upstream.value("llm.token_count.completion")).isEqualTo(48L);
    assertThat((double) upstream.value("llm.latency.time_per_output_token_ms")).isGreaterThan(4);
    assertThat(upstream.event("first_token").nanos())
        .isBetween(upstream.startNanos(), upstream.endNanos());
  }

  @Test
  void leavesUnknownUsageOut() {
    // Given
    harness.alpha().on(key, Reply.stream(3));

    // When
    TraceView trace = traceOf(client.chat(Chats.streamed("auto", Chats.math()), keyed()));

    // Then
    assertThat(trace.span(TraceView.UPSTREAM).types().keySet())
        .doesNotContain(
            "llm.token_count.prompt",
            "llm.token_count.completion",
            "llm.token_count.total",
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.output_tokens");
  }

  @Test
  void keepsPromptAndAnswerOutOfTheTrace() {
    // Given
    harness.alpha().on(key, Reply.answer("confidential-answer"));

    // When
    Answer answer = client.chat(Chats.of("auto", Chats.math() + " confidential-prompt"), keyed());

    // Then
    assertThat(answer.text()).contains("confidential-answer");
    assertThat(traceOf(answer).text()).doesNotContain("confidential");
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
