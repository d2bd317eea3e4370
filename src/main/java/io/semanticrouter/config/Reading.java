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
  record Value(String text, String source) {

    /** The words of a list that is written in one text. */
    List<Value> words() {
      return Scalars.splitAtCommas(text).stream().map(word -> new Value(word, source)).toList();
    }
  }

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

  /** What stands for a value that no source has, and the file should. */
  Value missing() {
    return new Value("", file.name());
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
    Set<String> children = new LinkedHashSet<>();
    below(section).forEach(key -> childName(section, key).ifPresent(children::add));
    return children;
  }

  /**
   * What adds a name to a section. Where the file does, the source of a value below it may be
   * another: the environment overrides values, but cannot spell a new name.
   */
  String sourceOfName(String section, String name) {
    List<String> keys =
        below(section).stream()
            .filter(key -> childName(section, key).filter(name::equals).isPresent())
            .toList();
    if (keys.stream().anyMatch(file.flattened()::containsKey)) {
      return file.name();
    }
    return keys.stream()
        .flatMap(key -> value(key).stream())
        .map(Value::source)
        .findFirst()
        .orElse(file.name());
  }

  private Set<String> below(String section) {
    // The character after '.' is '/'.
    return names.subSet(section + ".", section + "/");
  }

  private static Optional<String> childName(String section, String key) {
    return ConfigKeys.firstSegment(key.substring(section.length() + 1));
  }

  void known(String pattern) {
    known.add(pattern);
  }

  /** A fault of the file itself. */
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
