package io.semanticrouter.config;

import io.semanticrouter.config.Reading.Value;
import io.semanticrouter.config.YamlTree.Mapping;
import io.semanticrouter.config.YamlTree.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A section of the configuration. Each read checks the value and answers the fallback where it is
 * absent or wrong, so that one pass finds every fault; {@link #end} reports the keys nobody asked
 * for.
 */
final class Section {
  private final Reading reading;
  private final String path;
  private final String pattern;
  private final Map<String, YamlTree> entries;
  private final boolean intact;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> ineffective = new HashSet<>();
  private final Set<String> foreign = new HashSet<>();

  /** {@code pattern} is the path with {@code []} for any index and {@code *} for any name. */
  Section(Reading reading, String path, String pattern, Mapping tree, boolean intact) {
    this.intact = intact;
    this.reading = reading;
    this.path = path;
    this.pattern = pattern;
    this.entries = tree.entries();
  }

  String path(String key) {
    return ConfigKeys.child(path, key);
  }

  String path(String key, int index) {
    return path(key) + "[" + index + "]";
  }

  /** The raw text of a key; a list or a section in its place is a fault. */
  Optional<Value> value(String key) {
    ask(key);
    return single(key);
  }

  private Optional<Value> single(String key) {
    YamlTree tree = entries.get(key);
    if (tree instanceof Sequence || tree instanceof Mapping) {
      reading.fault(path(key), "", "must be a single value, not " + YamlTree.kind(tree));
      return Optional.empty();
    }
    return reading.value(path(key));
  }

  Optional<String> text(String key) {
    return value(key).map(Value::text);
  }

  String text(String key, String fallback) {
    return text(key).orElse(fallback);
  }

  /** Text that must be there and say something. */
  Optional<String> required(String key) {
    Optional<Value> value = value(key);
    if (value.isEmpty() && intact && YamlTree.isAbsent(entries.get(key))) {
      reading.fault(path(key), "", "is required");
    } else if (value.isPresent() && value.get().text().isBlank()) {
      fault(key, value.get(), "must not be empty");
      return Optional.empty();
    }
    return value.map(Value::text);
  }

  boolean bool(String key, boolean fallback) {
    return bool(key).orElse(fallback);
  }

  Optional<Boolean> bool(String key) {
    return parsed(key, "must be true or false", Scalars::bool);
  }

  int integer(String key, int fallback, int min, int max) {
    String allowed =
        max == Integer.MAX_VALUE
            ? "must be an integer, " + min + " or more"
            : "must be an integer from " + min + " to " + max;
    return parsed(key, allowed, text -> Scalars.integer(text).filter(n -> n >= min && n <= max))
        .orElse(fallback);
  }

  /** A number from 0 to 1. */
  double share(String key, double fallback) {
    return share(key).orElse(fallback);
  }

  Optional<Double> share(String key) {
    return parsed(
        key,
        "must be a number from 0 to 1",
        text -> Scalars.number(text).filter(n -> n >= 0 && n <= 1));
  }

  /** A duration above zero, and no longer than a year. */
  Duration duration(String key, Duration fallback) {
    return duration(key).orElse(fallback);
  }

  Optional<Duration> duration(String key) {
    return parsed(
        key,
        "must be a duration above zero such as 300ms, 5s, 10m or 1h, and 8760h at most",
        text -> Durations.parse(text).filter(Durations::isAllowed));
  }

  /** One of an enum's words; the case does not matter. */
  <E extends Enum<E>> E choice(String key, E fallback, E[] allowed) {
    List<String> words = Arrays.stream(allowed).map(Scalars::word).toList();
    return parsed(
            key,
            "must be " + ConfigFault.alternatives(words),
            text -> Arrays.stream(allowed).filter(e -> e.name().equalsIgnoreCase(text)).findFirst())
        .orElse(fallback);
  }

  /** One of a few words; the case does not matter. */
  Optional<String> choice(String key, List<String> allowed) {
    return parsed(
        key,
        "must be " + ConfigFault.alternatives(allowed),
        text -> allowed.stream().filter(text::equalsIgnoreCase).findFirst());
  }

  /** A value by a rule of its own. */
  <T> Optional<T> parsed(String key, String allowed, Function<String, Optional<T>> parser) {
    Optional<Value> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> parsed = parser.apply(value.get().text().strip());
    if (parsed.isEmpty()) {
      fault(key, value.get(), allowed);
    }
    return parsed;
  }

  List<String> texts(String key) {
    return words(key).stream().map(Value::text).toList();
  }

  /** A list of words; other sources than the file may write it {@code a,b,c}. */
  List<Value> words(String key) {
    ask(key);
    reading.known(patternOf(key) + "[]");
    YamlTree tree = entries.get(key);
    if (tree instanceof Mapping) {
      reading.fault(path(key), "", "must be a list, not a section");
      return List.of();
    }
    Optional<Value> joined = reading.value(path(key));
    if (joined.isPresent()) {
      return joined.get().words();
    }
    int size = tree instanceof Sequence sequence ? sequence.items().size() : 0;
    List<Value> words = new ArrayList<>();
    for (int i = 0; i < size || reading.value(path(key, i)).isPresent(); i++) {
      Value word = reading.value(path(key, i)).orElseGet(reading::missing);
      if (word.text().isBlank()) {
        reading.fault(word.source(), path(key, i), "", "must be a word that is not empty");
      } else {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  Section section(String key) {
    ask(key);
    return child(entries.get(key), path(key), patternOf(key));
  }

  /** The sections of a list. */
  List<Section> items(String key) {
    ask(key);
    YamlTree tree = entries.get(key);
    if (!(tree instanceof Sequence) && !YamlTree.isAbsent(tree)) {
      reading.fault(path(key), "", "must be a list, not " + YamlTree.kind(tree));
      return List.of();
    }
    List<YamlTree> trees = tree instanceof Sequence sequence ? sequence.items() : List.of();
    List<Section> items = new ArrayList<>();
    for (int i = 0; i < trees.size() || reading.hasKeysBelow(path(key, i)); i++) {
      YamlTree item = i < trees.size() ? trees.get(i) : null;
      items.add(child(item, path(key, i), patternOf(key) + "[]"));
    }
    return items;
  }

  /** The sections of a map, by name and in the order of the file. */
  Map<String, Section> named(String key) {
    ask(key);
    Section map = child(entries.get(key), path(key), patternOf(key));
    Map<String, Section> sections = new LinkedHashMap<>();
    for (String name : map.names()) {
      sections.put(name, child(map.entries.get(name), map.path(name), patternOf(key) + ".*"));
    }
    return sections;
  }

  /** The words of a map, by name. */
  Map<String, Value> namedTexts(String key) {
    ask(key);
    Section map = child(entries.get(key), path(key), patternOf(key));
    Map<String, Value> texts = new LinkedHashMap<>();
    for (String name : map.names()) {
      map.single(name).ifPresent(value -> texts.put(name, value));
    }
    return texts;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(entries.keySet());
    names.addAll(reading.childNames(path));
    return names;
  }

  private Section child(YamlTree tree, String childPath, String childPattern) {
    if (!(tree instanceof Mapping) && !YamlTree.isAbsent(tree)) {
      reading.fault(childPath, "", "must be a section, not " + YamlTree.kind(tree));
      return new Section(reading, childPath, childPattern, Mapping.EMPTY, false);
    }
    Mapping mapping = tree instanceof Mapping found ? found : Mapping.EMPTY;
    return new Section(reading, childPath, childPattern, mapping, true);
  }

  /** A key whose feature comes with a later version: checked, and named if it was changed. */
  <T> void later(String key, T standard, BiFunction<String, T, T> read) {
    laterUnless(read.apply(key, standard).equals(standard), key);
  }

  void laterUnless(boolean standard, String key) {
    if (!standard) {
      reading.withoutEffect(path(key));
    }
  }

  /** Keys of the public file that would change what is done with a request. */
  void ineffective(String... keys) {
    ineffective.addAll(List.of(keys));
  }

  /** Keys of the public vLLM Semantic Router file that mean nothing here. */
  void foreign(String... keys) {
    foreign.addAll(List.of(keys));
  }

  void fault(String key, Value value, String problem) {
    reading.fault(value.source(), path(key), ConfigFault.quoted(value.text()), problem);
  }

  /** Reports the keys that nobody asked for. */
  void end() {
    for (Map.Entry<String, YamlTree> entry : entries.entrySet()) {
      String key = entry.getKey();
      if (foreign.contains(key) || key.endsWith("_mapping_path")) {
        reading.foreign(path(key));
      } else if (ineffective.contains(key)) {
        reading.withoutEffect(path(key));
      } else if (!asked.contains(key)) {
        String hint =
            ConfigKeys.nearest(key, asked)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; allowed: " + String.join(", ", asked));
        reading.fault(path(key), Secrets.shown(key, entry.getValue()), "unknown key" + hint);
      }
    }
  }

  private void ask(String key) {
    asked.add(key);
    reading.known(patternOf(key));
  }

  private String patternOf(String key) {
    return pattern.isEmpty() ? key : pattern + "." + key;
  }
}
