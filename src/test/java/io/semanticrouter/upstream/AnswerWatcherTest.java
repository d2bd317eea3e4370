package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.tracing.TracedAttributes;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerWatcherTest {
  private static final String ROLE =
      "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,"
          + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n";

  private final TokenTiming timing = new TokenTiming(System.nanoTime());

  private static String delta(String content, String finishReason) {
    return "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
        + content
        + "\"},\"finish_reason\":"
        + finishReason
        + "}]}\n\n";
  }

  private AnswerWatcher watch(boolean eventStream, String... chunks) {
    AnswerWatcher watcher = new AnswerWatcher(StageSpan.OFF, timing, eventStream, true, null);
    for (String chunk : chunks) {
      watcher.chunk(Buffer.buffer(chunk));
    }
    watcher.end();
    return watcher;
  }

  @Test
  void readsAStream() {
    // When
    AnswerWatcher watcher =
        watch(
            true,
            ROLE,
            delta("Hel", "null"),
            delta("lo", "null"),
            delta("", "\"stop\""),
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
                + "\"total_tokens\":5}}\n\n",
            "data: [DONE]\n\n");

    // Then
    assertThat(watcher.completion().id()).isEqualTo("c1");
    assertThat(watcher.completion().model()).isEqualTo("m");
    assertThat(watcher.completion().finishReasons()).containsExactly("stop");
    assertThat(watcher.completion().isStopped()).isTrue();
    assertThat(watcher.completion().promptTokens()).isEqualTo(3);
    assertThat(watcher.completion().completionTokens()).isEqualTo(2);
    assertThat(watcher.answer()).isNotNull();
    Attributes attributes = TracedAttributes.of(span -> timing.describe(span, 2L));
    assertThat(attributes.get(SpanAttributes.LLM_STREAM_CHUNKS)).isEqualTo(5);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS)).isNotNegative();
    assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS)).isNotNegative();
  }

  private static String responseEvent(String members, String type) {
    return "event: response.%s\ndata: {%s,\"type\":\"response.%s\"}\n\n"
        .formatted(type, members, type);
  }

  private static String response(String status, String rest) {
    return "\"response\":{\"id\":\"r1\",\"model\":\"m\",\"object\":\"response\",\"status\":\"%s\",%s}"
        .formatted(status, rest);
  }

  @Test
  void countsOnlyWhatTheModelSaysAmongTheEventsOfAResponse() {
    // When
    AnswerWatcher watcher =
        watch(
            true,
            responseEvent(response("in_progress", "\"usage\":null"), "created"),
            responseEvent("\"part\":{\"text\":\"\"}", "content_part.added"),
            responseEvent("\"delta\":\"a \\\".delta\\\"\"", "output_text.delta"),
            responseEvent("\"text\":\"a\"", "output_text.done"),
            responseEvent("\"part\":{\"text\":\"a\"}", "content_part.done"),
            responseEvent("\"item\":{\"status\":\"completed\"}", "output_item.done"),
            responseEvent(
                response("completed", "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}"),
                "completed"));

    // Then
    assertThat(watcher.completion().id()).isEqualTo("r1");
    assertThat(watcher.completion().model()).isEqualTo("m");
    assertThat(watcher.completion().finishReasons()).containsExactly("completed");
    assertThat(watcher.completion().promptTokens()).isEqualTo(3);
    assertThat(watcher.completion().completionTokens()).isEqualTo(1);
    Attributes attributes = TracedAttributes.of(span -> timing.describe(span, null));
    assertThat(attributes.get(SpanAttributes.LLM_STREAM_CHUNKS)).isEqualTo(7);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS)).isNotNegative();
    assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS)).as("one token").isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"status\":\"completed\",\"incomplete_details\":null} | completed",
        "{\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"status\":\"incomplete\"}"
            + " | max_output_tokens",
        "{\"status\":\"incomplete\",\"incomplete_details\":{\"x\":{},\"reason\":[]}} | incomplete",
        "{\"status\":\"failed\",\"error\":{\"code\":\"x\"}} | failed",
      })
  void tellsHowAResponseEnded(String answer, String reason) {
    assertThat(watch(false, answer).completion().finishReasons()).containsExactly(reason);
  }

  @Test
  void readsTheSameWhateverTheChunks() {
    // Given
    Random random = new Random(20_260_202);
    RandomStreams streams = new RandomStreams(random);

    for (int i = 0; i < 2_000; i++) {
      RandomStreams.Stream stream = streams.next();
      TokenTiming times = new TokenTiming(System.nanoTime());
      AnswerWatcher watcher = new AnswerWatcher(StageSpan.OFF, times, true, true, null);
      Buffer bytes = Buffer.buffer(stream.bytes());
      int largest = 1 + random.nextInt(random.nextBoolean() ? 4 : 400);

      // When
      for (int from = 0, to; from < bytes.length(); from = to) {
        to = Math.min(bytes.length(), from + 1 + random.nextInt(largest));
        watcher.chunk(bytes.slice(from, to));
      }
      watcher.end();

      // Then
      Completion completion = watcher.completion();
      assertThat(completion.id()).isEqualTo("c1");
      assertThat(completion.model()).isEqualTo("m");
      assertThat(completion.isStopped()).isTrue();
      assertThat(completion.hasUsageEvent()).isEqualTo(stream.usage());
      assertThat(completion.promptTokens()).isEqualTo(stream.usage() ? 3L : null);
      assertThat(completion.completionTokens())
          .isEqualTo(stream.usage() ? (Long) (long) stream.tokens() : null);
      Attributes attributes = TracedAttributes.of(span -> times.describe(span, null));
      assertThat(attributes.get(SpanAttributes.LLM_STREAM_CHUNKS))
          .isEqualTo(stream.tokens() + (stream.usage() ? 3 : 2));
      assertThat(attributes.get(SpanAttributes.LLM_INTER_TOKEN_P99_MS) != null)
          .isEqualTo(stream.tokens() > 1);
    }
  }

  @Test
  void takesAnEventThatIsTooLongToReadForAToken() {
    // Given
    String tenMiB = delta("x".repeat(10 << 20), "null");

    // When
    AnswerWatcher watcher =
        watch(
            true,
            tenMiB,
            delta("", "\"stop\""),
            "data: {\"choices\":[],\"usage\":{\"completion_tokens\":2}}\n\n");

    // Then
    assertThat(watcher.completion().completionTokens()).isEqualTo(2);
    Attributes attributes = TracedAttributes.of(span -> timing.describe(span, 2L));
    assertThat(attributes.get(SpanAttributes.LLM_STREAM_CHUNKS)).isEqualTo(3);
    assertThat(attributes.get(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS)).isNotNegative();
  }

  @Test
  void doesNotTakeTheModelsWordsForFields() {
    // When
    AnswerWatcher watcher =
        watch(
            true,
            delta("a", "null"),
            delta("\\\"finish_reason\\\":\\\"stop\\\"", "null"),
            "data: [DONE]\n\n");

    // Then
    assertThat(watcher.completion().finishReasons()).isEmpty();
    assertThat(watcher.completion().isStopped()).isFalse();
  }

  @Test
  void seesThatABackendFailedWithinItsAnswer() {
    // When
    AnswerWatcher watcher =
        watch(
            true,
            ROLE,
            delta("Hel", "null"),
            delta("say \\\"error\\\":{}", "\"stop\""),
            "data: {\"error\": {\"message\":\"out of memory\",\"code\":500}}\n\n",
            "data: [DONE]\n\n");
    AnswerWatcher well = watch(true, ROLE, delta("\\\"error\\\":{}", "null"), "data: [DONE]\n\n");

    // Then it is no answer to keep
    assertThat(watcher.completion().isFailed()).isTrue();
    assertThat(watcher.completion().isStopped()).isFalse();
    assertThat(well.completion().isFailed()).isFalse();
  }

  @Test
  void keepsNoStreamThatDidNotSayItIsDone() {
    // When
    AnswerWatcher watcher = watch(true, ROLE, delta("Hi", "null"), delta("", "\"stop\""));

    // Then
    assertThat(watcher.answer()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]} | true",
        "{\"choices\":[{\"index\":0,\"finish_reason\":\"length\"}]} | false",
        "{\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\":\"stop\"}]} | true",
        "{\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\":\"length\"}]} | false",
        "{\"choices\":[{\"finish_reason\":\"stop\"},{\"finish_reason\":null}]} | false",
        "{\"choices\":[]} | false",
        "{\"error\":{\"message\":\"no\"}} | false",
        "{\"choices\":[{\"finish_reason\":\"stop\" | false",
        "not json | false",
        "[] | false",
      })
  void tellsWhetherAnAnswerIsComplete(String answer, boolean stopped) {
    // When
    AnswerWatcher watcher = watch(false, answer);

    // Then
    assertThat(watcher.completion().isStopped()).isEqualTo(stopped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "[]",
        "{}",
        "{\"prompt_tokens\":null,\"completion_tokens\":\"7\",\"total_tokens\":1.5}",
        "{\"prompt_tokens\":-1,\"completion_tokens\":{\"prompt_tokens\":7},\"total_tokens\":[7]}",
        "{\"prompt_tokens\":99999999999999999999}",
      })
  void countsNoTokensWhereTheBackendDidNotTell(String usage) {
    // When
    AnswerWatcher watcher = watch(false, "{\"usage\":" + usage + ",\"model\":\"m\"}");

    // Then
    assertThat(watcher.completion().promptTokens()).isNull();
    assertThat(watcher.completion().completionTokens()).isNull();
    assertThat(watcher.completion().totalTokens()).isNull();
  }

  @Test
  void readsTheTokenCountsOfAWholeAnswerThatIsTooLongToKeep() {
    // Given
    String vectors =
        "{\"index\":0,\"object\":\"embedding\",\"embedding\":["
            + "-0.0123456789,".repeat(1_024)
            + "0]},";
    String[] chunks = new String[202];
    chunks[0] = "{\"id\":\"e1\",\"object\":\"list\",\"model\":\"m\",\"data\":[";
    Arrays.fill(chunks, 1, 201, vectors);
    chunks[201] = "{}],\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}";

    // When
    AnswerWatcher watcher = watch(false, chunks);

    // Then
    assertThat(watcher.completion().id()).isEqualTo("e1");
    assertThat(watcher.completion().model()).isEqualTo("m");
    assertThat(watcher.completion().promptTokens()).isEqualTo(9);
    assertThat(watcher.completion().completionTokens()).isNull();
    assertThat(watcher.completion().totalTokens()).isEqualTo(9);
    assertThat(watcher.answer()).isNull();
  }

  @Test
  void readsAWholeAnswerThatCameInPieces() {
    // When
    AnswerWatcher watcher =
        watch(
            false,
            "{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"t\"",
            "}],\"content\":null},\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":9,",
            "\"completion_tokens_details\":{\"x\":1},\"completion_tokens\":4}}");

    // Then
    assertThat(watcher.completion().finishReasons()).containsExactly("tool_calls");
    assertThat(watcher.completion().promptTokens()).isEqualTo(9);
    assertThat(watcher.completion().completionTokens()).isEqualTo(4);
    assertThat(watcher.completion().totalTokens()).isNull();
  }
}
