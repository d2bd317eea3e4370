package io.semanticrouter.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as maps and lists; a key that stands twice is an error. */
final class Yamls {
  private Yamls() {}

  static List<Map<String, Object>> documents(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    List<Map<String, Object>> documents = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
      documents.add(map(document));
    }
    return documents;
  }

  /** The one document of a file. */
  static Map<String, Object> file(Path path) {
    return documents(read(path)).getFirst();
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A mapping; nothing is an empty one. */
  static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value != null) {
      ((Map<?, ?>) value).forEach((key, entry) -> map.put(key.toString(), entry));
    }
    return map;
  }

  /** A sequence; nothing is an empty one. */
  static List<Object> list(Object value) {
    return value == null ? List.of() : new ArrayList<>((List<?>) value);
  }

  static List<String> texts(Object value) {
    return list(value).stream().map(Object::toString).toList();
  }
}
