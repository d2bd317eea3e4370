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

  private static final String SERVICE_NAME = "quarkus.otel.service.name";

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
        observability: {tracing: {resource: {service_name: file}}}
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
                Map.of(SERVICE_NAME, "jar", "default_model", "jar"), "jar", 250))
        .withSources(new RouterConfigSourceFactory())
        .build();
  }

  @Test
  void theFileAndItsTranslationWinOverTheApplicationsOwnProperties() {
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue("default_model", String.class)).isEqualTo("from-file");
    assertThat(config.getValue(SERVICE_NAME, String.class)).isEqualTo("file");
  }

  @Test
  void anOverrideReachesTheTranslation() {
    // Given
    properties.put("observability.tracing.resource.service_name", "override");
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue(SERVICE_NAME, String.class)).isEqualTo("override");
  }

  @Test
  void anOverrideOfOneProfileCountsInThatProfile() {
    // Given
    properties.put("%dev.observability.tracing.resource.service_name", "dev");
    profile = "dev";
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue(SERVICE_NAME, String.class)).isEqualTo("dev");
  }

  @Test
  void aKeyOfTheFrameworkWinsOverTheTranslation() {
    // Given
    properties.put(SERVICE_NAME, "direct");
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue(SERVICE_NAME, String.class)).isEqualTo("direct");
  }

  @Test
  void aWrongFileIsNoReasonToFailHere() {
    // Given
    properties.put("observability.tracing.exporter.type", "kafka");
    // When
    SmallRyeConfig config = config();
    // Then
    assertThat(config.getValue("default_model", String.class)).isEqualTo("from-file");
    assertThat(config.getValue(SERVICE_NAME, String.class)).isEqualTo("jar");
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
