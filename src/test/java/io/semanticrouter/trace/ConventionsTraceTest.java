package io.semanticrouter.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.SpanView.EventView;
import io.semanticrouter.testing.TraceView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every relayed API tells of a model's call, streamed and whole. */
@QuarkusTest
class ConventionsTraceTest extends RouterTestBase {
  private static final Set<String> ALWAYS =
      Set.of(
          "openinference.span.kind",
          "model.name",
          "llm.model_name",
          "llm.is_streaming",
          "llm.invocation_parameters",
          "llm.token_count.prompt",
          "llm.token_count.completion",
          "llm.token_count.total",
          "gen_ai.operation.name",
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "gen_ai.request.stream",
          "gen_ai.response.model",
          "gen_ai.response.id",
          "gen_ai.usage.input_tokens",
          "gen_ai.usage.output_tokens",
          "server.address",
          "server.port");

  private static final Set<String> ENDS =
      Set.of("llm.finish_reason", "gen_ai.response.finish_reasons");

  private Answer ask(String path, String prompt, boolean stream) {
    String body =
        "{\"model\":\"general\",\"stream\":%b,\"temperature\":0.5,%s}".formatted(stream, prompt);
    return client.send("POST", path, keyed(), body.getBytes(UTF_8));
  }

  private static Set<String> ofTheModel(SpanView span) {
    Set<String> names = new TreeSet<>();
    for (String name : span.types().keySet()) {
      if (name.matches("(llm|gen_ai|openinference|server|model|input|output)\\..*")) {
        names.add(name);
      }
    }
    return names;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/chat/completions | \"messages\":[{\"role\":\"user\",\"content\":\"confidential\"}] | false",
        "/v1/chat/completions | \"messages\":[{\"role\":\"user\",\"content\":\"confidential\"}] | true",
        "/v1/responses        | \"input\":\"confidential\"  | false",
        "/v1/responses        | \"input\":\"confidential\"  | true",
        "/v1/completions      | \"prompt\":\"confidential\" | false",
        "/v1/completions      | \"prompt\":\"confidential\" | true",
        "/v1/embeddings       | \"input\":\"confidential\"  | false",
      })
  void tellsTheSameOfEveryApi(String path, String prompt, boolean stream) {
    // When
    Answer answer = ask(path, prompt, stream);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    TraceView trace = traceOf(answer);
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    Set<String> expected = new TreeSet<>(ALWAYS);
    if (!path.equals("/v1/embeddings")) {
      expected.addAll(ENDS);
    }
    if (stream) {
      expected.addAll(SpanContract.streamingKeys().keySet());
    }
    assertThat(ofTheModel(upstream)).isEqualTo(expected);
    assertThat(upstream.value("llm.is_streaming")).isEqualTo(stream);
    assertThat(upstream.value("llm.invocation_parameters")).isEqualTo("{\"temperature\":0.5}");
    assertThat(upstream.events())
        .extracting(EventView::name)
        .isEqualTo(stream ? List.of("first_token") : List.of());
    assertThat(trace.spans())
        .allSatisfy(span -> assertThat(span.has("openinference.span.kind")).isTrue());
    assertThat(ofTheModel(trace.root())).containsExactly("model.name", "openinference.span.kind");
    assertThat(trace.text())
        .as("no content where nobody asked for it")
        .doesNotContain("confidential", "word0", "short answer", "short text");
  }

  @Test
  void readsTheTokensBehindALongWholeAnswer() {
    // Given
    String vector = "{\"index\":0,\"embedding\":[" + "-0.0123456789,".repeat(100_000) + "0]}";
    harness
        .alpha()
        .on(
            key,
            Reply.status(
                200,
                "{\"id\":\"embd-long\",\"model\":\"m\",\"data\":["
                    + vector
                    + "],\"usage\":{\"prompt_tokens\":123,\"total_tokens\":124}}"));

    // When
    Answer answer = ask("/v1/embeddings", "\"input\":\"x\"", false);

    // Then
    assertThat(answer.body()).hasSizeGreaterThan(1 << 20);
    SpanView upstream = traceOf(answer).span(TraceView.UPSTREAM);
    assertThat(upstream.value("gen_ai.response.id")).isEqualTo("embd-long");
    assertThat(upstream.value("llm.token_count.prompt")).isEqualTo(123L);
    assertThat(upstream.value("llm.token_count.total")).isEqualTo(124L);
    assertThat(upstream.has("llm.token_count.completion")).as("not told, so not 0").isFalse();
    assertThat(upstream.has("gen_ai.usage.output_tokens")).isFalse();
  }
}
