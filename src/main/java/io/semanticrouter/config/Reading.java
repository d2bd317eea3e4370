package io.semanticrouter.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One pass over the configuration: where values come from, and what was noticed on the way. Asking
 * for a key makes it a known one, so that there is no second list of keys to keep in step.
 */
final class Reading {

  private final ConfigFile file;
  private final SmallRyeConfig config;
  private final NavigableSet<String> names = new TreeSet<>();
  private final List<ConfigFault> faults = new ArrayList<>();
  private final Set<String> withoutEffect = new LinkedHashSet<>();
  private final Set<String> foreign = new LinkedHashSet<>();
  private final Set<String> known = new LinkedHashSet<>();

  Reading(ConfigFile file, SmallRyeConfig config) {
    this.file = file;
    this.config = config;
    config.getPropertyNames().forEach(names::add);
    faults.addAll(file.faults());
  }

  /** A value and where it was found. */
  record Value(String text, String source) {}

  Section root() {
    return new Section(this, "", "", file.root(), true);
  }

  Optional<Value> value(String key) {
    ConfigValue value = config.getConfigValue(key);
    if (value.getValue() == null) {
      return Optional.empty();
    }
    return Optional.of(new Value(value.getValue(), source(key, value)));
  }

  /** The value of an environment variable that the file names; never printed. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(config.getConfigValue(name).getValue());
  }

  private String source(String key, ConfigValue value) {
    String source = String.valueOf(value.getConfigSourceName());
    if (source.contains(RouterConfigSource.NAME)) {
      return file.name();
    }
    if (source.contains("EnvConfigSource")) {
      return "environment variable " + ConfigKeys.environmentName(key);
    }
    if (source.contains("SysPropConfigSource")) {
      return "system property";
    }
    return source.contains("application.properties") ? "application.properties" : source;
  }

  /** Whether any source, be it the environment, has a key below this one. */
  boolean hasKeysBelow(String key) {
    String variable = ConfigKeys.environmentName(key) + "_";
    return startsWith(key + ".") || startsWith(key + "[") || startsWith(variable);
  }

  private boolean startsWith(String prefix) {
    String next = names.ceiling(prefix);
    return next != null && next.startsWith(prefix);
  }

  /** The names below a section that other sources than the file add to it. */
  Set<String> childNames(String section) {
    String prefix = section + ".";
    Set<String> children = new LinkedHashSet<>();
    for (String name : names.tailSet(prefix, true)) {
      if (!name.startsWith(prefix)) {
        break;
      }
      ConfigKeys.firstSegment(name.substring(prefix.length())).ifPresent(children::add);
    }
    return children;
  }

  void known(String pattern) {
    known.add(pattern);
  }

  void fault(String path, String value, String problem) {
    fault(file.name(), path, value, problem);
  }

  void fault(String source, String path, String value, String problem) {
    faults.add(new ConfigFault(source, path, value, problem));
  }

  void withoutEffect(String path) {
    withoutEffect.add(path);
  }

  void foreign(String path) {
    foreign.add(path);
  }

  List<ConfigFault> faults() {
    return faults;
  }

  Set<String> withoutEffect() {
    return withoutEffect;
  }

  Set<String> foreign() {
    return foreign;
  }

  Set<String> known() {
    return known;
  }
}
