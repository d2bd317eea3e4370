package io.semanticrouter.config;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Checks the configuration before the framework boots, so that a mistake costs a line and not a
 * stack trace. It sees what the running application will: file, {@code config/} properties, {@code
 * .env}, environment and system properties.
 */
public final class ConfigPreflight {

  /** Where Quarkus looks for properties beside the application, and how they rank. */
  private static final Path PROPERTIES = Path.of("config", "application.properties");

  private static final int PROPERTIES_ORDINAL = 260;

  /** What a start warns about where no endpoint is configured. */
  public static final String NO_BACKEND =
      "No backend is configured: requests are answered 503 no_healthy_backend."
          + " Set vllm_endpoints in the configuration file or SEMANTIC_ROUTER_UPSTREAMS.";

  private ConfigPreflight() {}

  /**
   * What the checks came to.
   *
   * @param checked the file, or that there is none
   * @param faults everything that is wrong; empty: the application may start
   * @param warnings what a start would warn about, a line each
   * @param tracing the section {@code observability.tracing}, where nothing is wrong
   */
  public record Report(
      String checked,
      List<ConfigFault> faults,
      List<String> warnings,
      Optional<TracingConfig> tracing) {}

  /**
   * Checks what a start would use.
   *
   * @param file a file to check in the place of the one a start would read
   */
  public static Report check(Optional<String> file) {
    List<ConfigSource> sources = sources();
    SmallRyeConfig outer = new SmallRyeConfigBuilder().withSources(sources).build();
    return check(
        ConfigFile.locate(
            file.or(
                () ->
                    Optional.ofNullable(outer.getConfigValue(ConfigFile.PATH_VARIABLE).getValue())),
            Path.of("")),
        sources);
  }

  static Report check(ConfigFile file, List<ConfigSource> sources) {
    List<String> profiles = List.of(LaunchMode.NORMAL.getDefaultProfile());
    try {
      RouterConfigLoader.Loaded loaded =
          RouterConfigLoader.load(file, ConfigSources.with(file, sources, profiles));
      return new Report(
          name(file), List.of(), warnings(loaded), Optional.of(loaded.config().tracing()));
    } catch (ConfigFaults e) {
      return new Report(name(file), e.faults(), List.of(), Optional.empty());
    }
  }

  private static String name(ConfigFile file) {
    return file.equals(ConfigFile.none()) ? "no file, defaults and overrides alone" : file.name();
  }

  private static List<String> warnings(RouterConfigLoader.Loaded loaded) {
    List<String> warnings = new ArrayList<>(loaded.warnings());
    if (loaded.config().endpoints().isEmpty()) {
      warnings.add(NO_BACKEND);
    }
    return warnings;
  }

  private static List<ConfigSource> sources() {
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(new SysPropConfigSource());
    sources.add(new EnvConfigSource(System.getenv(), EnvConfigSource.ORDINAL));
    sources.addAll(
        DotEnvConfigSourceProvider.dotEnvSources(Thread.currentThread().getContextClassLoader()));
    if (Files.isRegularFile(PROPERTIES)) {
      try {
        sources.add(new PropertiesConfigSource(PROPERTIES.toUri().toURL(), PROPERTIES_ORDINAL));
      } catch (IOException _) {
        // The framework reports it in its own words.
      }
    }
    return sources;
  }
}
