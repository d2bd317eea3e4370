package io.semanticrouter.tracing;

import static io.semanticrouter.tracing.LlmFact.genAi;
import static io.semanticrouter.tracing.LlmFact.name;
import static io.semanticrouter.tracing.LlmFact.openInference;
import static io.semanticrouter.tracing.LlmFact.router;

import io.opentelemetry.api.common.AttributeKey;
import io.semanticrouter.tracing.LlmFact.Name;
import io.semanticrouter.tracing.LlmFact.Vocabulary;
import java.util.List;

/**
 * The one place that knows what the vocabularies call what the router knows of a call to a model. A
 * test holds the table in {@code docs/tracing.md} against it.
 *
 * <p>Token counts stand on the upstream span alone: tools add those of all spans up (Phoenix,
 * openinference issue 3164), so that on the root they would count twice.
 */
public final class LlmFacts {
  public static final LlmFact<String> OPERATION =
      LlmFact.of(
          "what is asked for: `chat`, `text_completion`, `embeddings`",
          genAi(SpanAttributes.GEN_AI_OPERATION_NAME));
  public static final LlmFact<String> PROVIDER =
      LlmFact.of("what serves the model: `vllm`", genAi(SpanAttributes.GEN_AI_PROVIDER_NAME));
  public static final LlmFact<String> MODEL =
      LlmFact.of(
          "the model that is asked",
          router(SpanAttributes.MODEL_NAME),
          openInference(SpanAttributes.LLM_MODEL_NAME),
          genAi(SpanAttributes.GEN_AI_REQUEST_MODEL));
  public static final LlmFact<Boolean> STREAMING =
      LlmFact.of(
          "whether the answer comes in pieces",
          router(SpanAttributes.LLM_IS_STREAMING),
          genAi(SpanAttributes.GEN_AI_REQUEST_STREAM));
  public static final LlmFact<String> PARAMETERS =
      LlmFact.of(
          "numbers and switches of the request, as JSON",
          openInference(SpanAttributes.LLM_INVOCATION_PARAMETERS));
  public static final LlmFact<String> RESPONSE_MODEL =
      LlmFact.of("the model as the answer names it", genAi(SpanAttributes.GEN_AI_RESPONSE_MODEL));
  public static final LlmFact<String> RESPONSE_ID =
      LlmFact.of("the answer's id", genAi(SpanAttributes.GEN_AI_RESPONSE_ID));

  /** At least one. */
  public static final LlmFact<List<String>> FINISH_REASONS =
      LlmFact.of(
          "why it ended; OpenInference has room for the first choice alone",
          name(Vocabulary.OPEN_INFERENCE, SpanAttributes.LLM_FINISH_REASON, List::getFirst),
          genAi(SpanAttributes.GEN_AI_RESPONSE_FINISH_REASONS));

  public static final LlmFact<Long> PROMPT_TOKENS =
      LlmFact.of(
          "tokens of the prompt",
          openInference(SpanAttributes.LLM_TOKEN_COUNT_PROMPT),
          genAi(SpanAttributes.GEN_AI_USAGE_INPUT_TOKENS));
  public static final LlmFact<Long> COMPLETION_TOKENS =
      LlmFact.of(
          "tokens of the answer",
          openInference(SpanAttributes.LLM_TOKEN_COUNT_COMPLETION),
          genAi(SpanAttributes.GEN_AI_USAGE_OUTPUT_TOKENS));
  public static final LlmFact<Long> TOTAL_TOKENS =
      LlmFact.of(
          "both, as the backend adds them up", openInference(SpanAttributes.LLM_TOKEN_COUNT_TOTAL));
  public static final LlmFact<Long> CHUNKS =
      LlmFact.of("events of the stream", router(SpanAttributes.LLM_STREAM_CHUNKS));
  public static final LlmFact<Double> TIME_TO_FIRST_CHUNK =
      LlmFact.of(
          "from the call to the first event, seconds",
          genAi(SpanAttributes.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK));
  public static final LlmFact<Double> TIME_TO_FIRST_TOKEN =
      LlmFact.of(
          "from the call to the first word, milliseconds",
          router(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS));
  public static final LlmFact<Double> TIME_PER_OUTPUT_TOKEN =
      LlmFact.of(
          "mean time of a token after the first, milliseconds",
          router(SpanAttributes.LLM_TIME_PER_OUTPUT_TOKEN_MS));
  public static final LlmFact<Double> INTER_TOKEN_P99 =
      LlmFact.of(
          "99th percentile of the gaps between tokens, milliseconds",
          router(SpanAttributes.LLM_INTER_TOKEN_P99_MS));

  /** With {@code capture_content} only. */
  public static final LlmFact<List<LlmMessage>> INPUT_MESSAGES =
      LlmFact.of(
          "what the model was told*",
          flattened("llm.input_messages"),
          name(
              Vocabulary.GEN_AI,
              AttributeKey.stringKey("gen_ai.input.messages"),
              messages -> LlmMessages.json(messages, false)));

  /** With {@code capture_content} only. */
  public static final LlmFact<List<LlmMessage>> OUTPUT_MESSAGES =
      LlmFact.of(
          "what it said*",
          flattened("llm.output_messages"),
          name(
              Vocabulary.GEN_AI,
              AttributeKey.stringKey("gen_ai.output.messages"),
              messages -> LlmMessages.json(messages, true)));

  /** On the root, with {@code capture_content} only. */
  public static final LlmFact<String> INPUT =
      LlmFact.of(
          "the last words of the user*, on the root",
          plainText(SpanAttributes.INPUT_VALUE, SpanAttributes.INPUT_MIME_TYPE));

  /** On the root, with {@code capture_content} only. */
  public static final LlmFact<String> OUTPUT =
      LlmFact.of(
          "the answer*, on the root",
          plainText(SpanAttributes.OUTPUT_VALUE, SpanAttributes.OUTPUT_MIME_TYPE));

  /** In the order of the table. */
  static final List<LlmFact<?>> ALL =
      List.of(
          OPERATION,
          PROVIDER,
          MODEL,
          STREAMING,
          PARAMETERS,
          RESPONSE_MODEL,
          RESPONSE_ID,
          FINISH_REASONS,
          PROMPT_TOKENS,
          COMPLETION_TOKENS,
          TOTAL_TOKENS,
          CHUNKS,
          TIME_TO_FIRST_CHUNK,
          TIME_TO_FIRST_TOKEN,
          TIME_PER_OUTPUT_TOKEN,
          INTER_TOKEN_P99,
          INPUT_MESSAGES,
          OUTPUT_MESSAGES,
          INPUT,
          OUTPUT);

  private LlmFacts() {}

  private static Name<List<LlmMessage>> flattened(String prefix) {
    return new Name<>(
        Vocabulary.OPEN_INFERENCE,
        prefix + ".N.message.*",
        (span, messages) -> LlmMessages.flatten(span, prefix, messages));
  }

  private static Name<String> plainText(AttributeKey<String> value, AttributeKey<String> mimeType) {
    return new Name<>(
        Vocabulary.OPEN_INFERENCE,
        value.getKey(),
        (span, text) -> span.setAttribute(value, text).setAttribute(mimeType, "text/plain"));
  }
}
