package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.RouterConfig.Detector;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.RouterConfig.Model;
import io.semanticrouter.config.RouterConfig.ModelScore;
import io.semanticrouter.config.RouterConfig.OnBlock;
import io.semanticrouter.config.RouterConfig.PiiRule;
import io.semanticrouter.config.RouterConfig.PromptGuard;
import io.semanticrouter.config.RouterConfig.ReasoningUse;
import io.semanticrouter.config.RouterConfig.SystemPromptMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterConfigLoaderTest {

  @Test
  void everyKeyHasADefault() {
    // When
    RouterConfig config = Configs.of(ConfigFile.none()).load();
    // Then
    assertThat(config.endpoints()).isEmpty();
    assertThat(config.models()).isEmpty();
    assertThat(config.defaultModel()).isEmpty();
    assertThat(config.reasoningFamilies()).containsOnlyKeys("qwen3", "deepseek", "gpt-oss");
    assertThat(config.defaultReasoningEffort()).isEqualTo("medium");
    assertThat(config.classifier().categoryModel()).isEqualTo(new Detector(true, 0.6));
    assertThat(config.classifier().piiModel()).isEqualTo(new PiiDetection(true, 0.7, Map.of()));
    assertThat(config.promptGuard()).isEqualTo(new PromptGuard(true, 0.5, 0.5));
    assertThat(config.onBlock()).isEqualTo(OnBlock.REFUSAL);
    assertThat(config.semanticCache().ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(config.server().maxBodyBytes()).isEqualTo(10_485_760);
    assertThat(config.upstream().timeouts().total()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.tracing().enabled()).isTrue();
    assertThat(config.tracing().resource().serviceName()).isEqualTo("vllm-semantic-router");
  }

  @Test
  void theSectionsOfTheContractAreBound() {
    // Given
    String yaml =
        """
        vllm_endpoints:
          - {name: endpoint1, address: 127.0.0.1, port: 8001, weight: 2}
        model_config:
          qwen2.5-7b:
            reasoning_family: qwen3
            preferred_endpoints: [endpoint1]
            pii_policy: {allow_by_default: false, pii_types_allowed: [EMAIL_ADDRESS]}
        default_model: qwen2.5-7b
        categories:
          - name: math
            description: "algebra, calculus"
            keywords: [matrix]
            system_prompt: "You are a mathematics expert."
            system_prompt_mode: insert
            semantic_cache_enabled: false
            semantic_cache_similarity_threshold: 0.9
            model_scores:
              - {model: qwen2.5-7b, score: 0.9, use_reasoning: true, reasoning_effort: high}
        observability:
          tracing:
            exporter:
              tls: {ca_file:, cert_file:, key_file:}
            sampling:
              keep: {errors: false, blocked: false, slower_than:}
        """;
    // When
    RouterConfig config = Configs.of(yaml).load();
    // Then
    assertThat(config.endpoints())
        .containsExactly(
            new Endpoint(
                "endpoint1",
                "http",
                "127.0.0.1",
                8001,
                "",
                2,
                Optional.empty(),
                Optional.empty(),
                Tls.SYSTEM));
    assertThat(config.models())
        .containsEntry(
            "qwen2.5-7b",
            new Model(
                Optional.of("qwen3"),
                List.of("endpoint1"),
                new PiiRule(false, Set.of(PiiType.EMAIL_ADDRESS)),
                Timeouts.Overrides.NONE));
    assertThat(config.defaultModel()).contains("qwen2.5-7b");
    RouterConfig.CategoryRule math = config.category("Math").orElseThrow();
    assertThat(math.description()).contains("algebra, calculus");
    assertThat(math.keywords()).containsExactly("matrix");
    assertThat(math.systemPromptMode()).isEqualTo(SystemPromptMode.INSERT);
    assertThat(math.cacheEnabled()).contains(false);
    assertThat(math.cacheSimilarityThreshold()).contains(0.9);
    assertThat(math.modelScores())
        .containsExactly(new ModelScore("qwen2.5-7b", 0.9, ReasoningUse.TRUE, Optional.of("high")));
  }

  @Test
  void aModelMayHaveTimeoutsOfItsOwn() {
    // Given
    String yaml =
        """
        vllm_endpoints:
          - {name: e1, address: 10.0.0.1, models: [slow]}
        model_config:
          slow: {timeouts: {first_byte: 5m, total: 1h}}
          plain: {}
        upstream: {first_byte_timeout: 30s, idle_timeout: 20s, total_timeout: 2m}
        """;
    // When
    RouterConfig config = Configs.of(yaml).load();
    // Then
    Timeouts common =
        new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(2));
    assertThat(config.timeouts("slow"))
        .isEqualTo(
            new Timeouts(Duration.ofMinutes(5), Duration.ofSeconds(20), Duration.ofHours(1)));
    assertThat(config.timeouts("plain")).isEqualTo(common);
    assertThat(config.timeouts("discovered")).isEqualTo(common);
  }

  @Test
  void aFileWithObservabilityAloneIsEnough() {
    // Given the ConfigMap of the tracing guide
    String yaml =
        """
        observability:
          tracing:
            enabled: true
            provider: "opentelemetry"
            exporter: {type: "otlp", endpoint: "jaeger:4317", insecure: true}
            sampling: {type: "probabilistic", rate: 0.1}
            resource: {service_name: "vllm-semantic-router", deployment_environment: "production"}
        """;
    // When
    RouterConfigLoader.Loaded loaded = Configs.of(yaml).loaded();
    // Then
    assertThat(loaded.config().tracing().exporter().endpoint()).isEqualTo("jaeger:4317");
    assertThat(loaded.config().tracing().sampling().rate()).isEqualTo(0.1);
    assertThat(loaded.withoutEffect()).isEmpty();
    assertThat(loaded.foreign()).isEmpty();
  }
}
