package io.semanticrouter.chat;

import static io.semanticrouter.chat.AnswerForm.JSON;
import static io.semanticrouter.chat.AnswerForm.SSE;
import static io.semanticrouter.chat.AnswerForm.SSE_WITH_USAGE;
import static io.semanticrouter.chat.SampleCompletions.PLAIN;
import static io.semanticrouter.chat.SampleCompletions.RICH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFormsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String STREAM =
      """
      : a comment

      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":null}

      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":"Let me "},"logprobs":null,"finish_reason":null}],"usage":null}

      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":"think."},"logprobs":null,"finish_reason":null}],"usage":null}

      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":{"content":[{"token":"Hel","logprob":-0.5}]},"finish_reason":null}],"usage":null}

      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"content":"lo"},"logprobs":{"content":[{"token":"lo","logprob":-0.25}]},"finish_reason":null}],"usage":null}

      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":null}

      """;

  private static final String USAGE_EVENT =
      """
      data: {"id":"c","object":"chat.completion.chunk","created":7,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

      """;

  private static final String DONE = "data: [DONE]\n\n";

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, RICH})
  void aCompletionSurvivesTheWayThroughChunksAndBack(String completion) throws Exception {
    // When
    byte[] stream = converted(completion.getBytes(UTF_8), JSON, SSE_WITH_USAGE);
    byte[] back = converted(stream, SSE_WITH_USAGE, JSON);

    // Then
    assertThat(MAPPER.readTree(back)).isEqualTo(MAPPER.readTree(completion));
    assertThat(new String(back, UTF_8)).doesNotContain("completion.chunk");
  }

  @Test
  void numbersKeepTheirDigits() {
    // When
    byte[] back = converted(converted(RICH.getBytes(UTF_8), JSON, SSE), SSE, JSON);

    // Then
    assertThat(new String(back, UTF_8)).contains("\"logprob\":-0.10");
  }

  @Test
  void chunksStandInTheOrderClientsExpect() throws Exception {
    // When
    List<JsonNode> chunks = chunks(converted(PLAIN.getBytes(UTF_8), JSON, SSE_WITH_USAGE));

    // Then
    assertThat(chunks).hasSize(4);
    assertThat(chunks)
        .allSatisfy(
            chunk -> {
              assertThat(chunk.get("id").asText()).isEqualTo("chatcmpl-1");
              assertThat(chunk.get("object").asText()).isEqualTo("chat.completion.chunk");
              assertThat(chunk.get("system_fingerprint").asText()).isEqualTo("fp_1");
            });
    assertThat(choice(chunks.get(0)).get("delta"))
        .isEqualTo(MAPPER.readTree("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"));
    assertThat(choice(chunks.get(0)).get("finish_reason").isNull()).isTrue();
    assertThat(choice(chunks.get(1)).at("/delta/content").asText())
        .isEqualTo("Grüße, 世界 😀 \"quoted\"\n");
    assertThat(choice(chunks.get(2)).get("finish_reason").asText()).isEqualTo("stop");
    assertThat(choice(chunks.get(2)).get("delta")).isEmpty();
    assertThat(chunks.get(3).get("choices")).isEmpty();
    assertThat(chunks.get(3).at("/usage/total_tokens").asInt()).isEqualTo(8);
  }

  @Test
  void aStreamWithoutUsageHasNoUsage() throws Exception {
    // When
    List<JsonNode> chunks = chunks(converted(PLAIN.getBytes(UTF_8), JSON, SSE));

    // Then
    assertThat(chunks).hasSize(3).noneMatch(chunk -> chunk.has("usage"));
  }

  @Test
  void reasoningComesBeforeTheContentAndExtrasOnlyOnce() throws Exception {
    // When
    List<JsonNode> chunks = chunks(converted(RICH.getBytes(UTF_8), JSON, SSE));

    // Then
    assertThat(choice(chunks.get(1)).get("delta"))
        .isEqualTo(MAPPER.readTree("{\"reasoning_content\":\"because\"}"));
    assertThat(choice(chunks.get(2)).at("/delta/content").asText()).isEqualTo("one");
    assertThat(chunks).filteredOn(chunk -> chunk.has("kv_transfer_params")).hasSize(1);
    assertThat(chunks).allMatch(chunk -> chunk.get("service_tier").asText().equals("default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void chunksBecomeOneCompletion(String lineEnd) throws Exception {
    // Given
    String stream = (STREAM + USAGE_EVENT + DONE).replace("\n", lineEnd);

    // When
    JsonNode completion = MAPPER.readTree(converted(stream.getBytes(UTF_8), SSE_WITH_USAGE, JSON));

    // Then
    assertThat(completion)
        .isEqualTo(
            MAPPER.readTree(
                """
                {"id":"c","object":"chat.completion","created":7,"model":"m",
                 "choices":[{"index":0,
                   "message":{"role":"assistant","content":"Hello","reasoning_content":"Let me think."},
                   "logprobs":{"content":[{"token":"Hel","logprob":-0.5},{"token":"lo","logprob":-0.25}]},
                   "finish_reason":"stop","stop_reason":null}],
                 "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
                """));
  }

  @Test
  void interleavedChoicesAndToolCallsAreToldApart() throws Exception {
    // Given
    String stream =
        """
        data:{"choices":[{"index":1,"delta":{"role":"assistant","content":"b"}}]}

        data:{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"x","type":"function","function":{"name":"f","arguments":""}}]}}]}

        data:{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"q\\""}}]}},{"index":1,"delta":{"content":"B"},"finish_reason":"stop"}]}

        data:{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"id":"y","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"stop"}]}
        """;

    // When
    JsonNode choices = MAPPER.readTree(converted(stream.getBytes(UTF_8), SSE, JSON)).get("choices");

    // Then
    assertThat(choices)
        .isEqualTo(
            MAPPER.readTree(
                """
                [{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
                    {"id":"x","type":"function","function":{"name":"f","arguments":"{\\"q\\":1}"}},
                    {"id":"y","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"stop"},
                 {"index":1,"message":{"role":"assistant","content":"bB"},"finish_reason":"stop"}]
                """));
  }

  @Test
  void aByteOrderMarkBeforeAStreamIsNoPartOfIt() {
    // Given
    String stream = STREAM.substring(STREAM.indexOf("data:")) + DONE;

    // When
    byte[] completion = converted(("\uFEFF" + stream).getBytes(UTF_8), SSE, JSON);

    // Then
    assertThat(completion).isEqualTo(converted(stream.getBytes(UTF_8), SSE, JSON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'data: {\"choices\":[],\"usage\":{}}~~' | true",
        "'data: {\"choices\":[],\"usage\":{}}' | true",
        "'data: {\"choices\":[],\"usage\":{}}~~data: [DONE]~~' | false",
        "'data: {\"choices\":[{}],\"usage\":{}}~~' | false",
        "'data: {\"choices\":[],\"usage\":null}~~' | false",
        "'data: {\"usage\":{}}~~' | false",
        "'data: {\"usage\":~~' | false",
        "'' | false",
      })
  void theUsageEventIsTold(String event, boolean usage) {
    // When
    boolean told = AnswerForms.isUsageEvent(event.replace('~', '\n').getBytes(UTF_8));

    // Then
    assertThat(told).isEqualTo(usage);
  }

  @Test
  void theUsageEventCanBeTakenOutButNotInvented() {
    // Given
    byte[] without = (STREAM + DONE).getBytes(UTF_8);
    byte[] with = (STREAM + USAGE_EVENT + DONE).getBytes(UTF_8);

    // When
    byte[] taken = converted(with, SSE_WITH_USAGE, SSE);

    // Then
    assertThat(new String(taken, UTF_8)).isEqualTo(STREAM + DONE);
    assertThat(AnswerForms.convert(without, SSE, SSE_WITH_USAGE)).isEmpty();
    assertThat(AnswerForms.convert(with, SSE, SSE_WITH_USAGE)).containsSame(with);
  }

  @ParameterizedTest
  @EnumSource(AnswerForm.class)
  void theSameFormIsTheSameBytes(AnswerForm form) {
    // Given
    byte[] anything = {1, 2, 3};

    // When
    Optional<byte[]> same = AnswerForms.convert(anything, form, form);

    // Then
    assertThat(same).containsSame(anything);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"choices\":{}}",
        "{\"choices\":[]}",
        "{\"choices\":[1]}",
        "{\"choices\":[{\"finish_reason\":\"stop\"}]}",
        "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":null}]}",
        "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]} 1",
      })
  void whatIsNoCompletionIsNotConverted(String answer) {
    // When
    Optional<byte[]> converted = AnswerForms.convert(answer.getBytes(UTF_8), JSON, SSE);

    // Then
    assertThat(converted).isEmpty();
  }

  @Test
  void aCompletionWithoutUsageCannotTellIt() {
    // Given
    byte[] answer =
        "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}"
            .getBytes(UTF_8);

    // When
    Optional<byte[]> converted = AnswerForms.convert(answer, JSON, SSE_WITH_USAGE);

    // Then
    assertThat(converted).isEmpty();
    assertThat(AnswerForms.convert(answer, JSON, SSE)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data: [DONE]\n\n",
        "data: nonsense\n\n",
        "data: 1\n\n",
        "data: {\"choices\":7}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n",
        """
        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"error":{"message":"broken"}}

        """,
      })
  void whatIsNoWholeStreamIsNotConverted(String stream) {
    // When
    Optional<byte[]> converted = AnswerForms.convert(stream.getBytes(UTF_8), SSE, JSON);

    // Then
    assertThat(converted).isEmpty();
  }

  private static byte[] converted(byte[] answer, AnswerForm form, AnswerForm wanted) {
    return AnswerForms.convert(answer, form, wanted).orElseThrow();
  }

  private static JsonNode choice(JsonNode chunk) {
    return chunk.get("choices").get(0);
  }

  private static List<JsonNode> chunks(byte[] stream) throws Exception {
    String text = new String(stream, UTF_8);
    assertThat(text).endsWith("}\n\n" + DONE);
    List<JsonNode> chunks = new ArrayList<>();
    for (String event : text.substring(0, text.length() - DONE.length()).split("\n\n", -1)) {
      if (!event.isEmpty()) {
        assertThat(event).startsWith("data: ");
        chunks.add(MAPPER.readTree(event.substring("data: ".length())));
      }
    }
    return chunks;
  }
}
