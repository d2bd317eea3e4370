package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.TracingConfig.ExporterType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverridesTest {

  private static final String FILE =
      """
      vllm_endpoints:
        - {name: e1, address: 10.0.0.1, port: 8000}
      model_config:
        qwen2.5-7b: {preferred_endpoints: [e1]}
      semantic_cache: {ttl_seconds: 60}
      observability: {tracing: {exporter: {type: stdout}}}
      """;

  @Test
  void theEnvironmentWinsOverTheFile() {
    // Given
    Configs configs =
        Configs.of(FILE)
            .env("OBSERVABILITY_TRACING_EXPORTER_TYPE", "otlp")
            .env("VLLM_ENDPOINTS_0__PORT", "9000")
            .env("MODEL_CONFIG__QWEN2_5_7B__REASONING_FAMILY", "qwen3");
    // When
    RouterConfig config = configs.load();
    // Then
    assertThat(config.tracing().exporter().type()).isEqualTo(ExporterType.OTLP);
    assertThat(config.endpoints().getFirst().port()).isEqualTo(9000);
    assertThat(config.models().get("qwen2.5-7b").reasoningFamily()).contains("qwen3");
  }

  @Test
  void aSystemPropertyWinsOverTheEnvironment() {
    // Given
    Configs configs =
        Configs.of(FILE)
            .env("SEMANTIC_CACHE_TTL_SECONDS", "7")
            .property("semantic_cache.ttl_seconds", "5");
    // When
    RouterConfig config = configs.load();
    // Then
    assertThat(config.semanticCache().ttl()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theEnvironmentAddsEndpointsToTheList() {
    // Given
    Configs configs =
        Configs.of(FILE)
            .env("VLLM_ENDPOINTS_1__NAME", "e2")
            .env("VLLM_ENDPOINTS_1__ADDRESS", "10.0.0.2");
    // When
    RouterConfig config = configs.load();
    // Then
    assertThat(config.endpoints()).extracting(Endpoint::name).containsExactly("e1", "e2");
  }

  @Test
  void aListIsReplacedAsAWhole() {
    // Given
    Configs configs =
        Configs.of(FILE)
            .env("VLLM_ENDPOINTS_1__NAME", "e2")
            .env("VLLM_ENDPOINTS_1__ADDRESS", "10.0.0.2")
            .env("MODEL_CONFIG__QWEN2_5_7B__PREFERRED_ENDPOINTS", "e2, e1");
    // When
    RouterConfig config = configs.load();
    // Then
    assertThat(config.models().get("qwen2.5-7b").preferredEndpoints()).containsExactly("e2", "e1");
  }

  @Test
  void aPropertyAddsAModel() {
    // Given
    Configs configs =
        Configs.of(FILE).property("model_config.\"phi-3.5\".reasoning_family", "deepseek");
    // When
    RouterConfig config = configs.load();
    // Then
    assertThat(config.models()).containsOnlyKeys("qwen2.5-7b", "phi-3.5");
  }

  @Test
  void aWrongOverrideIsBlamedOnItsSource() {
    // Given
    Configs configs =
        Configs.of(FILE)
            .env("VLLM_ENDPOINTS_0__PORT", "http")
            .property("semantic_cache.ttl_seconds", "-5");
    // When
    List<String> faults = configs.faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "environment variable VLLM_ENDPOINTS_0__PORT: vllm_endpoints[0].port = \"http\": must"
                + " be an integer from 1 to 65535",
            "system property: semantic_cache.ttl_seconds = \"-5\": must be an integer, 1 or more");
  }

  static Stream<String> prompts() {
    return Stream.of(
        "Costs $5, or ${x}, or ${unclosed",
        "a, b, c",
        "two\nlines\n\nand a gap",
        "back\\slash and \\${escaped}",
        "  spaces around  ",
        "%{percent} \"quotes\" 'too'");
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void aPromptSurvivesUntouched(String prompt) {
    // Given a YAML double-quoted scalar, which is what JSON calls a string
    String quoted =
        '"' + prompt.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    // When
    RouterConfig config =
        Configs.of("categories: [{name: c, system_prompt: " + quoted + "}]").load();
    // Then
    assertThat(config.categories().getFirst().systemPrompt()).contains(prompt);
  }

  @Test
  void aBlockPromptSurvivesUntouched() {
    // Given
    String yaml =
        """
        categories:
          - name: c
            system_prompt: |
              First, ${x}.
                Second: $5.
        """;
    // When
    RouterConfig config = Configs.of(yaml).load();
    // Then
    assertThat(config.categories().getFirst().systemPrompt())
        .contains("First, ${x}.\n  Second: $5.\n");
  }

  @Test
  void exporterHeadersAreExpanded() {
    // Given
    String yaml =
        "observability: {tracing: {exporter: {headers: {authorization: 'Bearer ${TOKEN}'}}}}";
    // When
    RouterConfig config = Configs.of(yaml).env("TOKEN", "s3cret,$x").load();
    // Then
    assertThat(config.tracing().exporter().headers())
        .containsEntry("authorization", "Bearer s3cret,$x");
  }

  @Test
  void upstreamsComeFromTheEnvironment() {
    // Given
    String upstreams = "http://10.0.0.5:8000, https://gpu.example/vllm/v1,http://[::1]:9000/v1/";
    // When
    RouterConfig config =
        Configs.of(ConfigFile.none()).env("SEMANTIC_ROUTER_UPSTREAMS", upstreams).load();
    // Then
    assertThat(config.endpoints())
        .containsExactly(
            endpoint("10.0.0.5:8000", "http", "10.0.0.5", 8000, ""),
            endpoint("gpu.example:443", "https", "gpu.example", 443, "/vllm"),
            endpoint("[::1]:9000", "http", "::1", 9000, ""));
    assertThat(config.endpoints()).allMatch(e -> e.name().equals(e.hostAndPort()));
  }

  private static Endpoint endpoint(
      String name, String scheme, String host, int port, String prefix) {
    return new Endpoint(
        name, scheme, host, port, prefix, 1, Optional.empty(), Optional.empty(), Tls.SYSTEM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.5:8000",
        "ftp://h",
        "http://",
        "http://h:0",
        "http://h?q",
        "http:///v1",
        "%"
      })
  void anUpstreamThatIsNoBaseUrlIsAFault(String url) {
    // When
    List<String> faults =
        Configs.of(ConfigFile.none()).env("SEMANTIC_ROUTER_UPSTREAMS", url).faults();
    // Then
    assertThat(faults)
        .containsExactly(
            "environment variable SEMANTIC_ROUTER_UPSTREAMS: SEMANTIC_ROUTER_UPSTREAMS = \""
                + url
                + "\": must be base URLs such as http://10.0.0.5:8000, separated by commas");
  }

  @Test
  void theUserOfAnUpstreamIsNeverPrinted() {
    // When
    List<String> faults =
        Configs.of(ConfigFile.none())
            .env("SEMANTIC_ROUTER_UPSTREAMS", "http://me:secret@h:1")
            .faults();
    // Then
    assertThat(faults).hasSize(1).noneMatch(line -> line.contains("secret"));
  }

  @Test
  void theDevProfileNamesItselfInTraces() {
    // When
    RouterConfig config = Configs.of(ConfigFile.none()).profile("dev").load();
    // Then
    assertThat(config.tracing().resource().serviceName()).isEqualTo("vllm-semantic-router-dev");
    assertThat(config.endpoints()).isEmpty();
  }
}
