package io.semanticrouter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/**
 * Every attribute key the router sets, and the one way to set them. A null value sets nothing: what
 * is not known is absent, never empty or 0.
 */
public final class SpanAttributes {
  public static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("request.id");
  public static final AttributeKey<String> USER_ID = AttributeKey.stringKey("user.id");
  public static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("session.id");
  public static final AttributeKey<String> HTTP_METHOD = AttributeKey.stringKey("http.method");
  public static final AttributeKey<String> HTTP_PATH = AttributeKey.stringKey("http.path");
  public static final AttributeKey<Long> HTTP_RESPONSE_STATUS_CODE =
      AttributeKey.longKey("http.response.status_code");
  public static final AttributeKey<Double> PROCESSING_TIME_MS =
      AttributeKey.doubleKey("processing.time_ms");
  public static final AttributeKey<Double> PROCESSING_OVERHEAD_MS =
      AttributeKey.doubleKey("processing.overhead_ms");
  public static final AttributeKey<String> UNDERSTANDING_TIER =
      AttributeKey.stringKey("understanding.tier");
  public static final AttributeKey<Double> SAMPLING_PROBABILITY =
      AttributeKey.doubleKey("sampling.probability");
  public static final AttributeKey<String> SAMPLING_KEEP_REASON =
      AttributeKey.stringKey("sampling.keep_reason");
  public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  public static final AttributeKey<String> CATEGORY_NAME = AttributeKey.stringKey("category.name");
  public static final AttributeKey<Double> CATEGORY_CONFIDENCE =
      AttributeKey.doubleKey("category.confidence");
  public static final AttributeKey<String> CLASSIFIER_TYPE =
      AttributeKey.stringKey("classifier.type");
  public static final AttributeKey<Double> CLASSIFICATION_TIME_MS =
      AttributeKey.doubleKey("classification.time_ms");

  public static final AttributeKey<Boolean> PII_DETECTED = AttributeKey.booleanKey("pii.detected");
  public static final AttributeKey<List<String>> PII_TYPES =
      AttributeKey.stringArrayKey("pii.types");
  public static final AttributeKey<Double> PII_DETECTION_TIME_MS =
      AttributeKey.doubleKey("pii.detection_time_ms");
  public static final AttributeKey<String> SECURITY_ACTION =
      AttributeKey.stringKey("security.action");

  public static final AttributeKey<Boolean> JAILBREAK_DETECTED =
      AttributeKey.booleanKey("jailbreak.detected");
  public static final AttributeKey<String> JAILBREAK_TYPE =
      AttributeKey.stringKey("jailbreak.type");
  public static final AttributeKey<Double> JAILBREAK_CONFIDENCE =
      AttributeKey.doubleKey("jailbreak.confidence");
  public static final AttributeKey<Double> JAILBREAK_DETECTION_TIME_MS =
      AttributeKey.doubleKey("jailbreak.detection_time_ms");

  public static final AttributeKey<Boolean> CACHE_HIT = AttributeKey.booleanKey("cache.hit");
  public static final AttributeKey<Double> CACHE_LOOKUP_TIME_MS =
      AttributeKey.doubleKey("cache.lookup_time_ms");
  public static final AttributeKey<Double> CACHE_SIMILARITY =
      AttributeKey.doubleKey("cache.similarity");
  public static final AttributeKey<Double> CACHE_THRESHOLD =
      AttributeKey.doubleKey("cache.threshold");
  public static final AttributeKey<String> CACHE_BACKEND = AttributeKey.stringKey("cache.backend");
  public static final AttributeKey<String> CACHE_KEY = AttributeKey.stringKey("cache.key");

  public static final AttributeKey<String> ROUTING_STRATEGY =
      AttributeKey.stringKey("routing.strategy");
  public static final AttributeKey<String> ROUTING_REASON =
      AttributeKey.stringKey("routing.reason");
  public static final AttributeKey<String> ROUTING_ORIGINAL_MODEL =
      AttributeKey.stringKey("routing.original_model");
  public static final AttributeKey<String> ROUTING_SELECTED_MODEL =
      AttributeKey.stringKey("routing.selected_model");
  public static final AttributeKey<String> ROUTING_FALLBACK_FROM =
      AttributeKey.stringKey("routing.fallback_from");
  public static final AttributeKey<String> MODEL_NAME = AttributeKey.stringKey("model.name");
  public static final AttributeKey<Boolean> REASONING_ENABLED =
      AttributeKey.booleanKey("reasoning.enabled");
  public static final AttributeKey<String> REASONING_EFFORT =
      AttributeKey.stringKey("reasoning.effort");

  public static final AttributeKey<String> ENDPOINT_NAME = AttributeKey.stringKey("endpoint.name");
  public static final AttributeKey<String> ENDPOINT_ADDRESS =
      AttributeKey.stringKey("endpoint.address");
  public static final AttributeKey<List<String>> BACKEND_CANDIDATES =
      AttributeKey.stringArrayKey("backend.candidates");
  public static final AttributeKey<List<String>> BACKEND_EXCLUDED =
      AttributeKey.stringArrayKey("backend.excluded");
  public static final AttributeKey<String> BACKEND_POLICY =
      AttributeKey.stringKey("backend.policy");

  public static final AttributeKey<Double> BACKEND_QUEUE_TIME_MS =
      AttributeKey.doubleKey("backend.queue_time_ms");
  public static final AttributeKey<Long> UPSTREAM_ATTEMPTS =
      AttributeKey.longKey("upstream.attempts");
  public static final AttributeKey<Boolean> SYSTEM_PROMPT_INJECTED =
      AttributeKey.booleanKey("system_prompt.injected");
  public static final AttributeKey<String> SYSTEM_PROMPT_MODE =
      AttributeKey.stringKey("system_prompt.mode");

  public static final AttributeKey<Boolean> LLM_IS_STREAMING =
      AttributeKey.booleanKey("llm.is_streaming");
  public static final AttributeKey<String> LLM_MODEL_NAME =
      AttributeKey.stringKey("llm.model_name");
  public static final AttributeKey<String> LLM_INVOCATION_PARAMETERS =
      AttributeKey.stringKey("llm.invocation_parameters");
  public static final AttributeKey<String> LLM_FINISH_REASON =
      AttributeKey.stringKey("llm.finish_reason");
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_PROMPT =
      AttributeKey.longKey("llm.token_count.prompt");
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_COMPLETION =
      AttributeKey.longKey("llm.token_count.completion");
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_TOTAL =
      AttributeKey.longKey("llm.token_count.total");
  public static final AttributeKey<Long> LLM_STREAM_CHUNKS =
      AttributeKey.longKey("llm.stream.chunks");
  public static final AttributeKey<Double> LLM_TIME_TO_FIRST_TOKEN_MS =
      AttributeKey.doubleKey("llm.latency.time_to_first_token_ms");
  public static final AttributeKey<Double> LLM_TIME_PER_OUTPUT_TOKEN_MS =
      AttributeKey.doubleKey("llm.latency.time_per_output_token_ms");
  public static final AttributeKey<Double> LLM_INTER_TOKEN_P99_MS =
      AttributeKey.doubleKey("llm.latency.inter_token_p99_ms");
  public static final AttributeKey<String> INPUT_VALUE = AttributeKey.stringKey("input.value");
  public static final AttributeKey<String> INPUT_MIME_TYPE =
      AttributeKey.stringKey("input.mime_type");
  public static final AttributeKey<String> OUTPUT_VALUE = AttributeKey.stringKey("output.value");
  public static final AttributeKey<String> OUTPUT_MIME_TYPE =
      AttributeKey.stringKey("output.mime_type");
  public static final AttributeKey<String> OPENINFERENCE_SPAN_KIND =
      AttributeKey.stringKey("openinference.span.kind");

  public static final AttributeKey<String> GEN_AI_OPERATION_NAME =
      AttributeKey.stringKey("gen_ai.operation.name");
  public static final AttributeKey<String> GEN_AI_PROVIDER_NAME =
      AttributeKey.stringKey("gen_ai.provider.name");
  public static final AttributeKey<String> GEN_AI_REQUEST_MODEL =
      AttributeKey.stringKey("gen_ai.request.model");
  public static final AttributeKey<Boolean> GEN_AI_REQUEST_STREAM =
      AttributeKey.booleanKey("gen_ai.request.stream");
  public static final AttributeKey<String> GEN_AI_RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  public static final AttributeKey<String> GEN_AI_RESPONSE_ID =
      AttributeKey.stringKey("gen_ai.response.id");
  public static final AttributeKey<List<String>> GEN_AI_RESPONSE_FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  public static final AttributeKey<Long> GEN_AI_USAGE_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");
  public static final AttributeKey<Long> GEN_AI_USAGE_OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  public static final AttributeKey<Double> GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
  public static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  /** Of a name that somebody else chose, in UTF-16 code units. */
  private static final int LONGEST_NAME = 256;

  private final Span span;

  SpanAttributes(Span span) {
    this.span = span;
  }

  /**
   * A client's or a backend's name of something, bounded: one span of megabytes makes a collector
   * refuse all that travel with it.
   */
  public static String cut(String name) {
    return name == null || name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /** Sets one attribute; null sets nothing. */
  public <T> SpanAttributes set(AttributeKey<T> key, T value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
    return this;
  }

  /** Tells a fact in every vocabulary that has a word for it; null tells nothing. */
  public <T> SpanAttributes set(LlmFact<T> fact, T value) {
    if (value != null) {
      fact.write(span, value);
    }
    return this;
  }

  /** Sets one integer attribute. */
  public SpanAttributes set(AttributeKey<Long> key, int value) {
    span.setAttribute(key, (long) value);
    return this;
  }
}
