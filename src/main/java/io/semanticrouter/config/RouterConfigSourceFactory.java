package io.semanticrouter.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Adds the configuration file, and what follows from it for the framework, to the application's
 * configuration. It acts at run time only: what the build sees would be recorded in the artifact.
 */
public final class RouterConfigSourceFactory implements ConfigSourceFactory {

  /** The source that the Quarkus build, and nothing else, adds to its configuration. */
  private static final String BUILD_SOURCE = "Build system";

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    List<ConfigSource> others = context.getConfigSources();
    if (others.stream().anyMatch(other -> other.getName().contains(BUILD_SOURCE))) {
      return List.of();
    }
    Optional<String> named =
        Optional.ofNullable(context.getValue(ConfigFile.PATH_VARIABLE).getValue());
    ConfigFile file = ConfigFile.locate(named, Path.of(""));
    List<ConfigSource> sources = new ArrayList<>();
    RouterConfigSource source = new RouterConfigSource(file);
    sources.add(source);
    // The context lists the profile that wins first, the builder wants it last.
    List<String> profiles = new ArrayList<>(context.getProfiles());
    Collections.reverse(profiles);
    source.loader(
        content -> RouterConfigLoader.load(content, ConfigSources.with(content, others, profiles)));
    try {
      RouterConfigLoader.Loaded loaded = source.load(file);
      source.loaded(loaded);
      sources.add(RouterConfigSource.translated(OpenTelemetryKeys.of(loaded.config())));
    } catch (ConfigFaults _) {
      // Reported by whoever needs the configuration; a source must not fail.
    }
    return sources;
  }
}
