package io.semanticrouter.config;

import io.semanticrouter.config.YamlTree.Mapping;
import io.semanticrouter.config.YamlTree.Scalar;
import io.semanticrouter.config.YamlTree.Sequence;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file as written.
 *
 * @param name how faults call it
 * @param root empty where there is no file or it cannot be read
 * @param faults why it cannot be read
 * @param sha256 of its bytes, in hex; empty where there are none
 */
public record ConfigFile(String name, Mapping root, List<ConfigFault> faults, String sha256) {

  /** The environment variable that names the file. */
  public static final String PATH_VARIABLE = "CONFIG_PATH";

  private static final String DEFAULT_NAME = "config.yaml";

  /**
   * The file that is named, else {@code config.yaml} of the directory, else none. What cannot be
   * read is reported as a fault of the result, never thrown.
   */
  public static ConfigFile locate(Optional<String> named, Path directory) {
    Optional<String> path = named.filter(name -> !name.isBlank());
    if (path.isPresent()) {
      return read(path.get(), directory.resolve(path.get()));
    }
    Path standard = directory.resolve(DEFAULT_NAME);
    return Files.exists(standard) ? read(DEFAULT_NAME, standard) : none();
  }

  /** No file: every key has its default. */
  public static ConfigFile none() {
    return new ConfigFile("configuration", Mapping.EMPTY, List.of(), "");
  }

  /** A file by its content. */
  public static ConfigFile of(String name, String text) {
    return of(FileContent.of(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Parses what was read; what is wrong with it is a fault of the result. */
  static ConfigFile of(FileContent content) {
    if (content.fault() != null) {
      return broken(content, content.fault());
    }
    if (content.bytes().length > YamlParser.MAX_CHARACTERS) {
      return broken(content, "the document", "larger than 4 MiB");
    }
    try {
      Mapping root = YamlParser.parse(content.text());
      return new ConfigFile(content.name(), root, List.of(), content.sha256());
    } catch (CharacterCodingException _) {
      return broken(content, "the document", "not UTF-8 text");
    } catch (YamlParser.SyntaxException e) {
      return broken(content, e.place(), e.getMessage());
    }
  }

  private static ConfigFile broken(FileContent content, String place, String problem) {
    return broken(content, new ConfigFault(content.name(), place, "", problem));
  }

  private static ConfigFile broken(FileContent content, ConfigFault fault) {
    return new ConfigFile(content.name(), Mapping.EMPTY, List.of(fault), content.sha256());
  }

  private static ConfigFile read(String name, Path path) {
    return of(FileContent.read(name, path));
  }

  /**
   * Every value by its key, as SmallRye Config writes keys: {@code vllm_endpoints[0].port}, and
   * {@code model_config."qwen2.5-7b".reasoning_family} where a name holds a dot.
   */
  Map<String, String> flattened() {
    Map<String, String> values = new LinkedHashMap<>();
    flatten("", root, values);
    return values;
  }

  private static void flatten(String path, YamlTree tree, Map<String, String> values) {
    switch (tree) {
      case Scalar scalar -> {
        if (!scalar.isNull()) {
          values.put(path, scalar.text());
        }
      }
      case Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          flatten(path + "[" + i + "]", sequence.items().get(i), values);
        }
      }
      case Mapping mapping ->
          mapping
              .entries()
              .forEach((key, value) -> flatten(ConfigKeys.child(path, key), value, values));
    }
  }
}
