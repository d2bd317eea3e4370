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

  private ConfigPreflight() {}

  /** Everything that is wrong; empty: the application may start. */
  public static List<ConfigFault> faults() {
    List<ConfigSource> sources = sources();
    SmallRyeConfig outer = new SmallRyeConfigBuilder().withSources(sources).build();
    ConfigFile file =
        ConfigFile.locate(
            Optional.ofNullable(outer.getConfigValue(ConfigFile.PATH_VARIABLE).getValue()),
            Path.of(""));
    return faults(file, sources);
  }

  static List<ConfigFault> faults(ConfigFile file, List<ConfigSource> sources) {
    List<String> profiles = List.of(LaunchMode.NORMAL.getDefaultProfile());
    try {
      RouterConfigLoader.load(file, ConfigSources.with(file, sources, profiles));
      return List.of();
    } catch (ConfigFaults e) {
      return e.faults();
    }
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
