package io.semanticrouter.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The configuration file among the sources of SmallRye Config. It stands above the application
 * properties in the jar (250) and below those in {@code config/} (260), the environment (300) and
 * system properties (400).
 */
final class RouterConfigSource extends PropertiesConfigSource {

  static final String NAME = "semantic-router configuration file";
  static final int ORDINAL = 257;

  private static final long serialVersionUID = 1L;

  private final transient ConfigFile file;
  private transient volatile RouterConfigLoader.Loaded loaded;
  private transient volatile Function<ConfigFile, RouterConfigLoader.Loaded> loader;

  RouterConfigSource(ConfigFile file) {
    super(file.flattened(), NAME, ORDINAL);
    this.file = file;
  }

  /** The file among the sources of the running application. */
  static RouterConfigSource in(SmallRyeConfig config) {
    for (ConfigSource source : config.getConfigSources()) {
      if (source instanceof RouterConfigSource own) {
        return own;
      }
    }
    throw new IllegalStateException("the configuration file is not among the sources");
  }

  /** Keeps how a file is bound with what overrides it, for the day when it has changed. */
  void loader(Function<ConfigFile, RouterConfigLoader.Loaded> binding) {
    loader = binding;
  }

  /**
   * Binds another content of the file with the same overrides.
   *
   * @throws ConfigFaults with every fault there is
   */
  RouterConfigLoader.Loaded load(ConfigFile changed) {
    return loader.apply(changed);
  }

  /** Keeps what the file and its overrides came to, so that the start binds them once. */
  void loaded(RouterConfigLoader.Loaded result) {
    loaded = result;
  }

  /** Empty where the configuration is faulty. */
  Optional<RouterConfigLoader.Loaded> loaded() {
    return Optional.ofNullable(loaded);
  }

  /** Settings of the framework that follow from the file. */
  static PropertiesConfigSource translated(Map<String, String> settings) {
    return new PropertiesConfigSource(settings, NAME + " (translated)", ORDINAL);
  }

  ConfigFile file() {
    return file;
  }
}
