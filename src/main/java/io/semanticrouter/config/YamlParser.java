package io.semanticrouter.config;

import io.semanticrouter.config.YamlTree.Mapping;
import io.semanticrouter.config.YamlTree.Scalar;
import io.semanticrouter.config.YamlTree.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads one YAML document into a {@link YamlTree}. Only nodes are composed: no tag of the file ever
 * names a class. Size, depth and the expansion of aliases are bounded.
 */
final class YamlParser {

  /** A configuration beyond this many characters is a mistake (or an attack). */
  static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  private static final int MAX_DEPTH = 40;
  private static final int MAX_ALIASES = 50;

  /** Counted after aliases are expanded, so that a small file cannot unfold into a huge one. */
  private static final int MAX_NODES = 200_000;

  private int nodes;

  private YamlParser() {}

  /** A fault of the document; the place is {@code line L, column C} where it is known. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String place;

    SyntaxException(String place, String problem) {
      super(problem);
      this.place = place;
    }

    String place() {
      return place;
    }
  }

  static Mapping parse(String text) throws SyntaxException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root == null || root.getTag().equals(Tag.NULL)) {
        return Mapping.EMPTY;
      }
      if (new YamlParser().tree(root, 0) instanceof Mapping mapping) {
        return mapping;
      }
      throw new SyntaxException(place(root.getStartMark()), "the file must hold keys and values");
    } catch (MarkedYAMLException e) {
      String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw new SyntaxException(place(e.getProblemMark()), e.getProblem() + context);
    } catch (YAMLException e) {
      throw new SyntaxException("the document", firstLine(e.getMessage()));
    }
  }

  private YamlTree tree(Node node, int depth) throws SyntaxException {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new SyntaxException(place(node.getStartMark()), "nested too deep or too large");
    }
    return switch (node) {
      case ScalarNode scalar -> new Scalar(scalar.getValue(), scalar.getTag().equals(Tag.NULL));
      case SequenceNode sequence -> {
        List<YamlTree> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(tree(item, depth + 1));
        }
        yield new Sequence(List.copyOf(items));
      }
      case MappingNode mapping -> mapping(mapping, depth);
      default -> throw new SyntaxException(place(node.getStartMark()), "not understood");
    };
  }

  private Mapping mapping(MappingNode node, int depth) throws SyntaxException {
    Map<String, YamlTree> entries = new LinkedHashMap<>();
    List<Node> merges = new ArrayList<>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new SyntaxException(place(tuple.getKeyNode().getStartMark()), "a key must be a name");
      }
      if (key.getTag().equals(Tag.MERGE)) {
        merges.add(tuple.getValueNode());
      } else if (entries.put(key.getValue(), tree(tuple.getValueNode(), depth + 1)) != null) {
        throw new SyntaxException(
            place(key.getStartMark()), "duplicate key " + ConfigFault.quoted(key.getValue()));
      }
    }
    for (Node merge : merges) {
      merge(merge, entries, depth);
    }
    return new Mapping(entries);
  }

  /** {@code <<: *anchor} (or a list of anchors) adds the keys that are not there yet. */
  private void merge(Node merged, Map<String, YamlTree> entries, int depth) throws SyntaxException {
    YamlTree tree = tree(merged, depth + 1);
    List<YamlTree> sources = tree instanceof Sequence sequence ? sequence.items() : List.of(tree);
    for (YamlTree source : sources) {
      if (!(source instanceof Mapping mapping)) {
        throw new SyntaxException(place(merged.getStartMark()), "only sections can be merged");
      }
      mapping.entries().forEach(entries::putIfAbsent);
    }
  }

  private static String place(Mark mark) {
    return mark == null
        ? "the document"
        : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
  }

  private static String firstLine(String message) {
    return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
  }
}
