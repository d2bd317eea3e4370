package io.semanticrouter.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Makes one {@code chat.completion} of the chunks of a stream. */
final class ChunkJoiner {
  private final FragmentJoiner joiner = new FragmentJoiner();

  /** Takes the next chunk. */
  void add(ObjectNode chunk) {
    joiner.join(chunk);
  }

  /** The whole answer, or empty if a choice is unfinished. */
  Optional<ObjectNode> completion() {
    ObjectNode completion = joiner.toObject();
    JsonNode joined = completion.path("choices");
    if (completion.has("error") || !joined.isArray() || joined.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode choices = JsonNodeFactory.instance.arrayNode(joined.size());
    for (JsonNode choice : joined) {
      if (!choice.path("finish_reason").isTextual()) {
        return Optional.empty();
      }
      choices.add(wholeChoice((ObjectNode) choice));
    }
    completion.set("choices", choices);
    completion.put("object", "chat.completion");
    if (completion.path("usage").isNull()) {
      completion.remove("usage");
    }
    return Optional.of(completion);
  }

  private static ObjectNode wholeChoice(ObjectNode joined) {
    ObjectNode choice = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : joined.properties()) {
      if (member.getKey().equals("delta")) {
        choice.set("message", message(member.getValue()));
      } else {
        choice.set(member.getKey(), member.getValue());
      }
    }
    if (!choice.has("message")) {
      choice.set("message", message(JsonNodeFactory.instance.nullNode()));
    }
    return choice;
  }

  /** A message always says whose it is and has a content, if only null. */
  private static ObjectNode message(JsonNode delta) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.putNull("role");
    message.putNull("content");
    if (delta instanceof ObjectNode members) {
      message.setAll(members);
    }
    if (!message.get("role").isTextual()) {
      message.put("role", "assistant");
    }
    for (JsonNode call : message.path("tool_calls")) {
      ((ObjectNode) call).remove("index");
    }
    return message;
  }
}
