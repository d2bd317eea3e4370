package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartOnlyKeysTest {
  /** Another value of every key that is read at the start alone, and of some that are not. */
  private static final String OTHER =
      """
      vllm_endpoints: [{name: b, address: 10.0.0.6}]
      model_config: {m: {preferred_endpoints: [b]}}
      security: {on_block: error}
      load_balancing: {policy: p2c}
      encoder:
        {enabled: false, model_dir: /m, threads: 3, max_queue: 1, max_tokens: 512, remembered_texts: 1}
      semantic_cache:
        enabled: false
        similarity_threshold: 0.1
        max_entries: 3
        max_memory_mib: 3
        ttl_seconds: 3
        eviction_policy: lru
      server:
        api_keys_env: KEYS
        max_body_bytes: 3
        max_in_flight: 3
        shutdown_drain: 3s
        api: {completions: false}
        rate_limit: {requests_per_minute: 3}
      upstream: {connect_timeout: 3s, retry: {budget: 0.7}}
      observability:
        tracing:
          enabled: false
          exporter:
            type: otlp
            endpoint: elsewhere:1
            insecure: false
            protocol: http/protobuf
            headers: {a: b}
            timeout: 3s
            compression: gzip
            tls: {ca_file: %s}
            format: compact
            batch: {max_queue_size: 3}
          sampling: {type: rate_limited, traces_per_second: 3, keep: {errors: true}}
          resource: {service_name: s, service_version: v3, deployment_environment: e}
          attributes: {a: b}
          capture_content: true
      live_reload: {interval: 3s}
      """
          .formatted(io.semanticrouter.testing.Certificates.pem("ca"));

  private final RouterConfig running = Configs.of("{}").load();
  private final RouterConfig next = Configs.of(OTHER).env("KEYS", "a:1").load();

  @Test
  void findsEveryOneThatChanged() {
    // When
    List<String> changed = StartOnlyKeys.changed(running, next);

    // Then: the cache has one type of backend only
    assertThat(changed).hasSize(StartOnlyKeys.paths().size() - 1);
    assertThat(StartOnlyKeys.changed(next, next)).isEmpty();
  }

  @Test
  void keepsTheseAndNothingElse() {
    // When
    RouterConfig kept = StartOnlyKeys.keep(running, next);

    // Then
    assertThat(StartOnlyKeys.changed(running, kept)).isEmpty();
    assertThat(StartOnlyKeys.keep(next, kept)).isEqualTo(next);
    assertThat(kept.endpoints()).isEqualTo(next.endpoints());
    assertThat(kept.upstream()).isEqualTo(next.upstream());
    assertThat(kept.server().rateLimits()).isEqualTo(next.server().rateLimits());
    assertThat(kept.tracing().sampling()).isEqualTo(next.tracing().sampling());
    assertThat(kept.liveReload()).isEqualTo(next.liveReload());
  }

  @Test
  void theDocumentationNamesThem() throws IOException {
    // Given
    String docs = Files.readString(Path.of("docs", "configuration.md"));
    int from = docs.indexOf("\n## Live reload\n");
    String section = docs.substring(from, docs.indexOf("\n## ", from + 1));

    // When
    List<String> undocumented =
        StartOnlyKeys.paths().stream()
            .map(path -> path.replaceFirst("(tracing\\.(exporter|resource)|encoder)\\..*", "$1.*"))
            .distinct()
            .filter(path -> !section.contains("`" + path + "`"))
            .toList();

    // Then
    assertThat(undocumented).isEmpty();
  }
}
