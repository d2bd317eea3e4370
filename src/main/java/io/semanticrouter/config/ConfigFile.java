package io.semanticrouter.config;

import io.semanticrouter.config.YamlTree.Mapping;
import io.semanticrouter.config.YamlTree.Scalar;
import io.semanticrouter.config.YamlTree.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
 */
public record ConfigFile(String name, Mapping root, List<ConfigFault> faults) {

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
    return new ConfigFile("configuration", Mapping.EMPTY, List.of());
  }

  /** A file by its content. */
  public static ConfigFile of(String name, String text) {
    try {
      return new ConfigFile(name, YamlParser.parse(text), List.of());
    } catch (YamlParser.SyntaxException e) {
      return broken(name, e.place(), e.getMessage());
    }
  }

  private static ConfigFile read(String name, Path path) {
    if (Files.isDirectory(path)) {
      return broken(name, PATH_VARIABLE, "is a directory; name the file in it");
    }
    if (!Files.exists(path)) {
      return broken(name, PATH_VARIABLE, "no such file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(YamlParser.MAX_CHARACTERS + 1);
      if (bytes.length > YamlParser.MAX_CHARACTERS) {
        return broken(name, "the document", "larger than 4 MiB");
      }
      return of(name, decoded(bytes));
    } catch (CharacterCodingException e) {
      return broken(name, "the document", "not UTF-8 text");
    } catch (IOException e) {
      return broken(name, PATH_VARIABLE, "cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static ConfigFile broken(String name, String place, String problem) {
    return new ConfigFile(name, Mapping.EMPTY, List.of(new ConfigFault(name, place, "", problem)));
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
