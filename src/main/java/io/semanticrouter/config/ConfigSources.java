package io.semanticrouter.config;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Puts the configuration file among the sources that override it. */
final class ConfigSources {

  private ConfigSources() {}

  static SmallRyeConfig with(ConfigFile file, List<ConfigSource> others, List<String> profiles) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withProfiles(profiles)
        .withSources(others)
        .withSources(new RouterConfigSource(file))
        .build();
  }
}
