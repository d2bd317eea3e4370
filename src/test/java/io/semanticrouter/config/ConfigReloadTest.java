package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.testing.LogCapture;
import io.smallrye.config.EnvConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReloadTest {
  private static final String STARTED =
      """
      vllm_endpoints: [{name: a, address: 10.0.0.5}]
      model_config: {m: {preferred_endpoints: [a]}, n: {preferred_endpoints: [a]}}
      default_model: m
      """;

  @TempDir Path folder;

  private final List<ConfigReloaded> told = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LogCapture log = LogCapture.start();
  private Instant now = Instant.ofEpochSecond(1_000);
  private Path file;
  private ConfigReload reload;

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("config.yaml"), STARTED);
    ConfigFile started = ConfigFile.of(FileContent.read("config.yaml", file));
    ReloadMetrics metrics = new ReloadMetrics(meters, clock());
    metrics.applied(started);
    reload =
        new ConfigReload(
            load(started).config(),
            new FileWatch(started, file),
            ConfigReloadTest::load,
            told::add,
            metrics);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  /** With an override, as it stands above the file in the running application. */
  private static RouterConfigLoader.Loaded load(ConfigFile file) {
    EnvConfigSource environment = new EnvConfigSource(Map.of("SECURITY_ON_BLOCK", "error"), 300);
    return RouterConfigLoader.load(
        file, ConfigSources.with(file, List.of(environment), List.of("prod")));
  }

  private void write(String content) throws IOException {
    Files.writeString(file, content);
    now = now.plusSeconds(60);
    reload.look();
    reload.look();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private String hash() {
    return meters.get("router_config_info").gauge().getId().getTag("sha256");
  }

  private List<String> logged(String like) {
    return log.lines().stream().filter(line -> line.contains(like)).toList();
  }

  @Test
  void appliesANewContentOnce() throws IOException {
    // Given
    String before = hash();

    // When
    write(STARTED.replace("default_model: m", "default_model: n"));
    reload.look();

    // Then
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().before().defaultModel()).contains("m");
    assertThat(told.getFirst().now().defaultModel()).contains("n");
    assertThat(reload.current()).isSameAs(told.getFirst().now());
    assertThat(gauge("router_config_reload_success")).isEqualTo(1);
    assertThat(gauge("router_config_last_reload_success_timestamp_seconds")).isEqualTo(1_060);
    assertThat(hash()).isNotEqualTo(before).hasSize(12);
  }

  @Test
  void lookingAtTheSameContentTellsNobody() throws IOException {
    // Given
    String before = hash();

    // When
    write(STARTED);

    // Then
    assertThat(told).isEmpty();
    assertThat(hash()).isEqualTo(before);
    assertThat(gauge("router_config_last_reload_success_timestamp_seconds")).isEqualTo(1_000);
  }

  @Test
  void whatOverridesTheFileStillDoes() throws IOException {
    // When
    write(STARTED + "security: {on_block: refusal}\n");

    // Then
    assertThat(told.getFirst().now().onBlock()).isEqualTo(RouterConfig.OnBlock.ERROR);
  }

  @Test
  void keepsTheConfigurationWhereTheNewOneHasFaultsAndNamesAllOfThem() throws IOException {
    // Given
    RouterConfig before = reload.current();
    String hash = hash();

    // When
    write("default_model: q\nmodel_config: {m: {}}\nsemantic_cache: {ttl_seconds: 1h}\n");
    reload.look();

    // Then
    assertThat(told).isEmpty();
    assertThat(reload.current()).isSameAs(before);
    assertThat(logged("config.yaml: default_model = \"q\": unknown model; must be m")).hasSize(1);
    assertThat(logged("config.yaml: semantic_cache.ttl_seconds = \"1h\": must be an integer, 1 or"))
        .hasSize(1);
    assertThat(gauge("router_config_reload_success")).isZero();
    assertThat(gauge("router_config_last_reload_success_timestamp_seconds")).isEqualTo(1_000);
    assertThat(hash()).isEqualTo(hash);
  }

  @Test
  void recoversWithTheNextContentThatIsRight() throws IOException {
    // Given
    write("default_model: [\n");
    assertThat(gauge("router_config_reload_success")).isZero();

    // When
    write(STARTED);

    // Then
    assertThat(gauge("router_config_reload_success")).isEqualTo(1);
    assertThat(told).hasSize(1);
  }

  @Test
  void anEmptiedFileIsNoConfigurationAndNorIsOneThatIsGone() throws IOException {
    // When
    write(" \n");
    Files.delete(file);
    reload.look();
    reload.look();

    // Then
    assertThat(told).isEmpty();
    assertThat(gauge("router_config_reload_success")).isZero();
    assertThat(logged("config.yaml: the document: must not be empty")).hasSize(1);
    assertThat(logged("no such file")).hasSize(1);
  }

  @Test
  void namesTheKeysThatNeedARestartAndAppliesTheOthers() throws IOException {
    // When
    write(
        STARTED
            + """
            server: {max_in_flight: 7, shutdown_drain: 1s}
            semantic_cache: {max_entries: 5, similarity_threshold: 0.5}
            """);

    // Then
    assertThat(logged("These changed keys need a restart"))
        .singleElement()
        .asString()
        .contains(": semantic_cache.max_entries, server.shutdown_drain");
    RouterConfig applied = reload.current();
    assertThat(applied.server().maxInFlight()).isEqualTo(7);
    assertThat(applied.server().shutdownDrain()).isEqualTo(Duration.ofSeconds(30));
    assertThat(applied.semanticCache().similarityThreshold()).isEqualTo(0.5);
    assertThat(applied.semanticCache().maxEntries()).isEqualTo(1000);
  }

  @Test
  void aContentThatWasRefusedIsTakenWhenItsFilesAreThere() throws IOException {
    // Given
    Path authority = folder.resolve("ca.pem");
    write(
        STARTED
            .replace(
                "address: 10.0.0.5", "address: 10.0.0.5, scheme: https, tls: {ca_file: \"%s\"}")
            .formatted(authority));
    reload.look();
    assertThat(told).isEmpty();
    assertThat(logged("is not applied")).hasSize(1);

    // When
    Files.copy(Path.of("src/test/resources/tls/ca.pem"), authority);
    reload.look();

    // Then
    assertThat(told).hasSize(1);
    assertThat(gauge("router_config_reload_success")).isEqualTo(1);
  }
}
