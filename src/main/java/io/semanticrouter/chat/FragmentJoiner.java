package io.semanticrouter.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts together an object that came in pieces: texts and arrays go on, elements of {@code choices}
 * and {@code tool_calls} are told apart by their {@code index}, objects join member by member, and
 * of anything else the last value that is not null counts.
 */
final class FragmentJoiner {
  private static final Set<String> TEXTS =
      Set.of("content", "refusal", "reasoning_content", "reasoning", "arguments");
  private static final Set<String> INDEXED = Set.of("choices", "tool_calls");

  /** A node, a text under way, an object under way, or indexed elements under way. */
  private final Map<String, Object> members = new LinkedHashMap<>();

  private static final class Elements extends TreeMap<Integer, FragmentJoiner> {
    private static final long serialVersionUID = 1L;
  }

  void join(ObjectNode fragment) {
    for (Map.Entry<String, JsonNode> member : fragment.properties()) {
      members.merge(
          member.getKey(), begin(member.getKey(), member.getValue()), FragmentJoiner::joined);
    }
  }

  private static Object begin(String name, JsonNode value) {
    if (value instanceof ArrayNode array) {
      return INDEXED.contains(name) ? elements(array) : array;
    }
    if (value instanceof ObjectNode object) {
      FragmentJoiner joiner = new FragmentJoiner();
      joiner.join(object);
      return joiner;
    }
    if (value.isTextual() && TEXTS.contains(name)) {
      StringBuilder text = new StringBuilder();
      return text.append(value.asText());
    }
    return value;
  }

  private static Elements elements(ArrayNode array) {
    Elements elements = new Elements();
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) instanceof ObjectNode element) {
        int index = element.path("index").asInt(i);
        elements.computeIfAbsent(index, none -> new FragmentJoiner()).join(element);
      }
    }
    return elements;
  }

  private static Object joined(Object before, Object more) {
    if (more instanceof JsonNode node && node.isNull()) {
      return before;
    }
    if (before instanceof StringBuilder text && more instanceof StringBuilder rest) {
      return text.append(rest);
    }
    if (before instanceof ArrayNode array && more instanceof ArrayNode rest) {
      return array.addAll(rest);
    }
    if (before instanceof FragmentJoiner object && more instanceof FragmentJoiner rest) {
      rest.members.forEach(
          (name, value) -> object.members.merge(name, value, FragmentJoiner::joined));
      return object;
    }
    if (before instanceof Elements elements && more instanceof Elements rest) {
      rest.forEach((index, value) -> elements.merge(index, value, FragmentJoiner::joinedElement));
      return elements;
    }
    return more;
  }

  private static FragmentJoiner joinedElement(FragmentJoiner before, FragmentJoiner more) {
    return (FragmentJoiner) joined(before, more);
  }

  /** What has come together so far. */
  ObjectNode toObject() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    members.forEach((name, value) -> object.set(name, toNode(value)));
    return object;
  }

  private static JsonNode toNode(Object value) {
    return switch (value) {
      case JsonNode node -> node;
      case StringBuilder text -> JsonNodeFactory.instance.textNode(text.toString());
      case FragmentJoiner joiner -> joiner.toObject();
      case Elements elements -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
        elements.values().forEach(element -> array.add(element.toObject()));
        yield array;
      }
      default -> throw new IllegalStateException("no fragment: " + value.getClass());
    };
  }
}
