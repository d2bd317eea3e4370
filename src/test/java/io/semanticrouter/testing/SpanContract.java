package io.semanticrouter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the contract promises of each span, as a table: kind, keys, and the type of each value. */
public final class SpanContract {
  /**
   * One span's part of the contract. Keys are written {@code KEY:TYPE}.
   *
   * @param answered keys of an auto request that a backend answered
   * @param sometimes keys that are there only when they mean something
   */
  private record Row(
      String kind, String openInference, Set<String> answered, Set<String> sometimes) {
    Row {
      answered = Set.copyOf(answered);
    }
  }

  private static final Map<String, Row> ROWS =
      Map.of(
          TraceView.ROOT,
          new Row(
              "SERVER",
              "CHAIN",
              Set.of(
                  "request.id:STRING",
                  "user.id:STRING",
                  "session.id:STRING",
                  "http.method:STRING",
                  "http.path:STRING",
                  "http.response.status_code:INT",
                  "routing.original_model:STRING",
                  "routing.selected_model:STRING",
                  "model.name:STRING",
                  "category.name:STRING",
                  "cache.hit:BOOL",
                  "security.action:STRING",
                  "understanding.tier:STRING",
                  "processing.time_ms:DOUBLE",
                  "processing.overhead_ms:DOUBLE",
                  // what the configuration of the tests adds
                  "deployment.region:STRING"),
              Set.of(
                  "customer.id:STRING",
                  "feature.flag:STRING",
                  "routing.fallback_from:STRING",
                  "llm.model_name:STRING",
                  "llm.token_count.prompt:INT",
                  "llm.token_count.completion:INT",
                  "llm.token_count.total:INT",
                  "llm.invocation_parameters:STRING",
                  "llm.finish_reason:STRING")),
          TraceView.CLASSIFICATION,
          new Row(
              "INTERNAL",
              "CHAIN",
              Set.of(
                  "category.name:STRING",
                  "category.confidence:DOUBLE",
                  "classifier.type:STRING",
                  "classification.time_ms:DOUBLE"),
              Set.of()),
          TraceView.PII,
          new Row(
              "INTERNAL",
              "GUARDRAIL",
              Set.of("pii.detected:BOOL", "pii.detection_time_ms:DOUBLE", "security.action:STRING"),
              Set.of("pii.types:STRING[]", "pii.types:[]")),
          TraceView.JAILBREAK,
          new Row(
              "INTERNAL",
              "GUARDRAIL",
              Set.of(
                  "jailbreak.detected:BOOL",
                  "jailbreak.detection_time_ms:DOUBLE",
                  "security.action:STRING"),
              Set.of("jailbreak.type:STRING", "jailbreak.confidence:DOUBLE")),
          TraceView.CACHE,
          new Row(
              "INTERNAL",
              "RETRIEVER",
              Set.of(
                  "cache.hit:BOOL",
                  "cache.lookup_time_ms:DOUBLE",
                  "cache.backend:STRING",
                  "cache.key:STRING"),
              Set.of("cache.similarity:DOUBLE", "cache.threshold:DOUBLE")),
          TraceView.DECISION,
          new Row(
              "INTERNAL",
              "CHAIN",
              Set.of(
                  "routing.strategy:STRING",
                  "routing.reason:STRING",
                  "routing.original_model:STRING",
                  "routing.selected_model:STRING",
                  "model.name:STRING",
                  "reasoning.enabled:BOOL",
                  "reasoning.effort:STRING"),
              Set.of()),
          TraceView.BACKEND,
          new Row(
              "INTERNAL",
              "CHAIN",
              Set.of(
                  "endpoint.name:STRING",
                  "endpoint.address:STRING",
                  "backend.candidates:STRING[]",
                  "backend.policy:STRING"),
              Set.of("backend.excluded:STRING[]")),
          TraceView.SYSTEM_PROMPT,
          new Row(
              "INTERNAL",
              "PROMPT",
              Set.of(
                  "system_prompt.injected:BOOL",
                  "system_prompt.mode:STRING",
                  "category.name:STRING"),
              Set.of()),
          TraceView.UPSTREAM,
          new Row("CLIENT", "LLM", upstreamAlways(), upstreamSometimes()));

  private SpanContract() {}

  /** All nine names, the root first. */
  public static List<String> names() {
    return List.of(
        TraceView.ROOT,
        TraceView.CLASSIFICATION,
        TraceView.PII,
        TraceView.JAILBREAK,
        TraceView.CACHE,
        TraceView.DECISION,
        TraceView.BACKEND,
        TraceView.SYSTEM_PROMPT,
        TraceView.UPSTREAM);
  }

  /** Keys that an answered stream has beyond those of a whole answer. */
  public static Map<String, String> streamingKeys() {
    return split(
        Set.of(
            "llm.latency.time_to_first_token_ms:DOUBLE",
            "llm.latency.time_per_output_token_ms:DOUBLE",
            "llm.latency.inter_token_p99_ms:DOUBLE",
            "llm.stream.chunks:INT",
            "gen_ai.response.time_to_first_chunk:DOUBLE"));
  }

  /** Checks kind, keys and types of a span of an answered auto request. */
  public static void assertAnswered(SpanView span) {
    Row row = ROWS.get(span.name());
    assertThat(span.types())
        .as("keys and types of %s", span.name())
        .containsAllEntriesOf(split(row.answered()));
    assertAllowed(span);
  }

  /** Checks that a span has its kind and no key or type that the contract does not know. */
  public static void assertAllowed(SpanView span) {
    Row row = ROWS.get(span.name());
    assertThat(row).as("contract of %s", span.name()).isNotNull();
    assertThat(span.kind()).as("kind of %s", span.name()).isEqualTo(row.kind());
    assertThat(span.string("openinference.span.kind"))
        .as("OpenInference kind of %s", span.name())
        .isEqualTo(row.openInference());
    Map<String, String> left = new TreeMap<>(span.types());
    left.remove("openinference.span.kind", "STRING");
    left.remove("error.type", "STRING");
    row.answered().forEach(entry -> remove(left, entry));
    row.sometimes().forEach(entry -> remove(left, entry));
    assertThat(left).as("keys of %s that the contract does not know", span.name()).isEmpty();
  }

  private static Set<String> upstreamAlways() {
    return Set.of(
        "model.name:STRING",
        "endpoint.name:STRING",
        "endpoint.address:STRING",
        "http.method:STRING",
        "http.response.status_code:INT",
        "llm.is_streaming:BOOL",
        "llm.model_name:STRING",
        "llm.token_count.prompt:INT",
        "llm.token_count.completion:INT",
        "llm.token_count.total:INT",
        "llm.invocation_parameters:STRING",
        "llm.finish_reason:STRING",
        "gen_ai.operation.name:STRING",
        "gen_ai.provider.name:STRING",
        "gen_ai.request.model:STRING",
        "gen_ai.request.stream:BOOL",
        "gen_ai.response.model:STRING",
        "gen_ai.response.id:STRING",
        "gen_ai.response.finish_reasons:STRING[]",
        "gen_ai.usage.input_tokens:INT",
        "gen_ai.usage.output_tokens:INT",
        "server.address:STRING",
        "server.port:INT",
        "upstream.attempts:INT");
  }

  private static Set<String> upstreamSometimes() {
    return Set.of(
        "llm.latency.time_to_first_token_ms:DOUBLE",
        "llm.latency.time_per_output_token_ms:DOUBLE",
        "llm.latency.inter_token_p99_ms:DOUBLE",
        "llm.stream.chunks:INT",
        "gen_ai.response.time_to_first_chunk:DOUBLE");
  }

  private static void remove(Map<String, String> types, String entry) {
    int colon = entry.lastIndexOf(':');
    types.remove(entry.substring(0, colon), entry.substring(colon + 1));
  }

  private static Map<String, String> split(Set<String> entries) {
    Map<String, String> map = new HashMap<>();
    for (String entry : entries) {
      int colon = entry.lastIndexOf(':');
      map.put(entry.substring(0, colon), entry.substring(colon + 1));
    }
    return map;
  }
}
