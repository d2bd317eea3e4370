package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as a source of the application's configuration. */
class RouterConfigSourceFactoryTest {

  private static final String TRACES = "quarkus.otel.exporter.otlp.traces.";

  @TempDir Path directory;
  private final Map<String, String> properties = new HashMap<>();
  private String sourceName = "properties";
  private String profile = "prod";

  @BeforeEach
  void theFileIsNamed() throws IOException {
    Path file = directory.resolve("router.yaml");
    Files.writeString(
        file,
        """
        default_model: from-file
        observability: {tracing: {exporter: {type: otlp, endpoint: "file:4317"}}}
        """);
    properties.put("CONFIG_PATH", file.toString());
  }

  private SmallRyeConfig config() {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withProfile(profile)
        .withSources(new PropertiesConfigSource(properties, sourceName, 300))
        .withSources(
            new PropertiesConfigSource(
                Map.of(TRACES + "endpoint", "http://jar:1", "default_model", "jar"), "jar", 250))
        .withSources(new RouterConfigSourceFactory())
        .build();
  }

  @Test
  void theFileAndItsTranslationWinOverTheApplicationsOwnProperties() {
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue("default_model", String.class)).isEqualTo("from-file");
    assertThat(config.getValue(TRACES + "endpoint", String.class)).isEqualTo("http://file:4317");
  }

  @Test
  void anOverrideReachesTheTranslation() {
    // Given
    properties.put("observability.tracing.exporter.endpoint", "override:4317");
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue(TRACES + "endpoint", String.class))
        .isEqualTo("http://override:4317");
  }

  @Test
  void anOverrideOfOneProfileCountsInThatProfile() {
    // Given
    properties.put("%dev.observability.tracing.exporter.endpoint", "dev:4317");
    profile = "dev";
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue(TRACES + "endpoint", String.class)).isEqualTo("http://dev:4317");
    assertThat(config.getValue("quarkus.otel.service.name", String.class))
        .isEqualTo("vllm-semantic-router-dev");
  }

  @Test
  void aKeyOfTheFrameworkWinsOverTheTranslation() {
    // Given
    properties.put(TRACES + "endpoint", "http://direct:4317");
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue(TRACES + "endpoint", String.class)).isEqualTo("http://direct:4317");
  }

  @Test
  void aWrongFileIsNoReasonToFailHere() {
    // Given
    properties.put("observability.tracing.exporter.type", "kafka");
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue("default_model", String.class)).isEqualTo("from-file");
    assertThat(config.getOptionalValue("quarkus.otel.service.name", String.class)).isEmpty();
  }

  @Test
  void theBuildSeesNothingOfIt() {
    // Given
    sourceName = "Build system";
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue("default_model", String.class)).isEqualTo("jar");
  }
}
