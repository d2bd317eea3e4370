package io.semanticrouter.config;

import java.util.List;
import java.util.Map;

/** A YAML document as written: scalars keep their text, nothing is converted. */
sealed interface YamlTree {

  /** A single value; {@code isNull} where the file has a key and no value. */
  record Scalar(String text, boolean isNull) implements YamlTree {}

  record Sequence(List<YamlTree> items) implements YamlTree {}

  record Mapping(Map<String, YamlTree> entries) implements YamlTree {
    static final Mapping EMPTY = new Mapping(Map.of());
  }

  /** Whether the file has no value here; it may have the key. */
  static boolean isAbsent(YamlTree tree) {
    return tree == null || (tree instanceof Scalar scalar && scalar.isNull());
  }

  /** What the node is, in the words of a fault. */
  static String kind(YamlTree tree) {
    return switch (tree) {
      case Scalar _ -> "a single value";
      case Sequence _ -> "a list";
      case Mapping _ -> "a section";
    };
  }
}
