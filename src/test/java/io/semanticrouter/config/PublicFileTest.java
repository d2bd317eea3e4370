package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.RouterConfig.ModelScore;
import io.semanticrouter.config.RouterConfig.ReasoningUse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files written for the public vLLM Semantic Router v0.1 keep working. */
class PublicFileTest {

  /** The keys of its documentation, with values of our own. */
  private static final String FILE =
      """
      bert_model: {model_id: some/model, threshold: 0.6, use_cpu: true}
      semantic_cache:
        enabled: true
        backend_type: "memory"
        similarity_threshold: 0.8
        max_entries: 1000
        ttl_seconds: 3600
        eviction_policy: "fifo"
        use_hnsw: true
        hnsw_m: 16
        hnsw_ef_construction: 200
        embedding_model: "bert"
      tools: {enabled: true, top_k: 3, tools_db_path: "config/tools_db.json"}
      prompt_guard:
        enabled: true
        use_modernbert: true
        model_id: "models/guard"
        threshold: 0.7
        use_cpu: true
        jailbreak_mapping_path: "models/guard/mapping.json"
      vllm_endpoints:
        - name: "endpoint1"
          address: "127.0.0.1"
          port: 8000
          models: ["openai/gpt-oss-20b", "phi4"]
          weight: 1
          health_check_path: "/health"
      model_config:
        "openai/gpt-oss-20b":
          reasoning_family: "gpt-oss"
          preferred_endpoints: ["endpoint1"]
          pricing: {currency: USD, prompt_per_1m: 0.07}
          pii_policy: {allow_by_default: true}
      classifier:
        category_model:
          model_id: "models/category"
          use_modernbert: true
          threshold: 0.6
          use_cpu: true
          category_mapping_path: "models/category/mapping.json"
        pii_model: {model_id: "models/pii", use_modernbert: true, threshold: 0.7, use_cpu: true}
        pii_mapping_path: "models/pii/mapping.json"
      categories:
        - name: math
          mmlu_categories: ["math"]
          use_reasoning: true
          reasoning_description: "step by step"
          reasoning_effort: high
          model_scores:
            - {model: openai/gpt-oss-20b, score: 1.0}
            - {model: phi4, score: 0.4, use_reasoning: false}
        - name: law
          jailbreak_enabled: false
          mmlu_categories: ["law", "history"]
          model_scores: []
      default_model: openai/gpt-oss-20b
      reasoning_families:
        gpt: {type: "reasoning_effort", parameter: "reasoning_effort"}
      default_reasoning_effort: high
      api: {batch_classification: {max_batch_size: 100}}
      observability:
        metrics: {enabled: true}
      """;

  @Test
  void itLoads() {
    // When
    RouterConfig config = Configs.of(FILE).load();
    // Then
    assertThat(config.models()).containsOnlyKeys("openai/gpt-oss-20b", "phi4");
    assertThat(config.models().get("phi4").preferredEndpoints()).containsExactly("endpoint1");
    assertThat(config.reasoningFamilies()).containsKeys("gpt", "gpt-oss", "qwen3");
    assertThat(config.endpoints().getFirst().healthCheckPath()).contains("/health");
    assertThat(config.categories().getFirst().modelScores())
        .containsExactly(
            new ModelScore("openai/gpt-oss-20b", 1.0, ReasoningUse.TRUE, Optional.of("high")),
            new ModelScore("phi4", 0.4, ReasoningUse.FALSE, Optional.of("high")));
  }

  @Test
  void whatMeansNothingHereIsNamed() {
    // When
    List<String> foreign = Configs.of(FILE).loaded().foreign();
    // Then
    assertThat(foreign)
        .containsExactly(
            "model_config.openai/gpt-oss-20b.pricing",
            "categories[0].reasoning_description",
            "classifier.category_model.model_id",
            "classifier.category_model.use_modernbert",
            "classifier.category_model.use_cpu",
            "classifier.category_model.category_mapping_path",
            "classifier.pii_model.model_id",
            "classifier.pii_model.use_modernbert",
            "classifier.pii_model.use_cpu",
            "classifier.pii_mapping_path",
            "prompt_guard.use_modernbert",
            "prompt_guard.model_id",
            "prompt_guard.use_cpu",
            "prompt_guard.jailbreak_mapping_path",
            "semantic_cache.use_hnsw",
            "semantic_cache.hnsw_m",
            "semantic_cache.hnsw_ef_construction",
            "semantic_cache.embedding_model",
            "observability.metrics",
            "bert_model",
            "tools",
            "api");
  }

  @Test
  void whatWouldChangeTheOutcomeIsWarnedOf() {
    // When
    List<String> withoutEffect = Configs.of(FILE).loaded().withoutEffect();
    // Then
    assertThat(withoutEffect)
        .containsExactly("categories[1].jailbreak_enabled", "categories[1].mmlu_categories");
  }

  @Test
  void nothingOfTheTracingSectionIsWithoutEffect() {
    // Given
    String yaml =
        """
        observability:
          tracing:
            sampling: {type: rate_limited, keep: {errors: true, blocked: true, slower_than: 2s}}
            attributes: {a: b}
            attributes_from_headers: {c: x-c}
            attributes_from_baggage: [d]
            capture_content: true
        """;
    // When
    List<String> withoutEffect = Configs.of(yaml).loaded().withoutEffect();
    // Then
    assertThat(withoutEffect).isEmpty();
  }
}
