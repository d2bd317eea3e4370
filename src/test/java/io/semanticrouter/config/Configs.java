package io.semanticrouter.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** A configuration as tests write it: a file, and what stands above it. */
public final class Configs {

  private final ConfigFile file;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private List<String> profiles = List.of("prod");

  private Configs(ConfigFile file) {
    this.file = file;
  }

  public static Configs of(String yaml) {
    return new Configs(ConfigFile.of("config.yaml", yaml));
  }

  static Configs of(ConfigFile file) {
    return new Configs(file);
  }

  /** Sets an environment variable. */
  public Configs env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Configs property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  Configs profile(String profile) {
    profiles = List.of(profile);
    return this;
  }

  RouterConfigLoader.Loaded loaded() {
    return RouterConfigLoader.load(file, smallRye());
  }

  public RouterConfig load() {
    return loaded().config();
  }

  /** The fault lines, none where the configuration is right. */
  List<String> faults() {
    try {
      load();
      return List.of();
    } catch (ConfigFaults e) {
      return e.faults().stream().map(ConfigFault::line).toList();
    }
  }

  SmallRyeConfig smallRye() {
    List<ConfigSource> sources = new ArrayList<>();
    sources.add(new EnvConfigSource(environment, 300));
    sources.add(new PropertiesConfigSource(properties, "SysPropConfigSource", 400));
    return ConfigSources.with(file, sources, profiles);
  }
}
