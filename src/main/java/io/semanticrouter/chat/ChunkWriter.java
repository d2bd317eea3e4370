package io.semanticrouter.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells a {@code chat.completion} as chunks, the way vLLM orders them: per choice the role, the
 * reasoning, the content, the reason to finish; at last the usage if it is wanted.
 */
final class ChunkWriter {
  /** Top-level members of every chunk; others stand in the first one only. */
  private static final Set<String> IN_EVERY_CHUNK =
      Set.of("id", "created", "model", "system_fingerprint", "service_tier");

  /** Top-level members that have a place of their own. */
  private static final Set<String> PLACED = Set.of("object", "choices", "usage");

  /** Members of a choice that have a place of their own; others stand in its last chunk. */
  private static final Set<String> PLACED_IN_CHOICE =
      Set.of("index", "message", "logprobs", "finish_reason");

  /** Told before the content, for clients that show them first. */
  private static final Set<String> REASONING = Set.of("reasoning_content", "reasoning");

  private final ObjectNode completion;
  private final List<ObjectNode> chunks = new ArrayList<>();

  private ChunkWriter(ObjectNode completion) {
    this.completion = completion;
  }

  /**
   * The chunks of a complete answer, none if it is incomplete.
   *
   * @param withUsage adds a chunk with the token counts, which have to be known then
   */
  static List<ObjectNode> chunksOf(ObjectNode completion, boolean withUsage) {
    return new ChunkWriter(completion).write(withUsage);
  }

  private List<ObjectNode> write(boolean withUsage) {
    boolean usageMissing = withUsage && !completion.path("usage").isObject();
    if (usageMissing || !completion.path("choices").isArray()) {
      return List.of();
    }
    int position = 0;
    for (JsonNode choice : completion.get("choices")) {
      if (!choice.path("message").isObject() || !choice.path("finish_reason").isTextual()) {
        return List.of();
      }
      writeChoice((ObjectNode) choice, choice.path("index").asInt(position));
      position++;
    }
    if (withUsage && !chunks.isEmpty()) {
      ObjectNode chunk = newChunk();
      chunk.putArray("choices");
      chunk.set("usage", completion.get("usage"));
      chunks.add(chunk);
    }
    return chunks;
  }

  private void writeChoice(ObjectNode choice, int index) {
    ObjectNode opening = JsonNodeFactory.instance.objectNode();
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    List<ObjectNode> reasoning = new ArrayList<>(1);
    for (Map.Entry<String, JsonNode> member : choice.get("message").properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("role") || value.isNull()) {
        opening.set(name, value);
      } else if (REASONING.contains(name)) {
        reasoning.add(JsonNodeFactory.instance.objectNode().set(name, value));
      } else if (name.equals("content") && value.isTextual()) {
        opening.put(name, "");
        if (!value.asText().isEmpty()) {
          content.set(name, value);
        }
      } else {
        content.set(name, name.equals("tool_calls") ? numbered(value) : value);
      }
    }
    JsonNode logprobs = choice.path("logprobs");
    addDelta(choice, index, opening, null);
    for (ObjectNode delta : reasoning) {
      addDelta(choice, index, delta, null);
    }
    if (!content.isEmpty() || logprobs.isObject()) {
      addDelta(choice, index, content, logprobs.isObject() ? logprobs : null);
    }
    finish(choice, addDelta(choice, index, JsonNodeFactory.instance.objectNode(), null));
  }

  private static void finish(ObjectNode choice, ObjectNode last) {
    last.set("finish_reason", choice.get("finish_reason"));
    for (Map.Entry<String, JsonNode> member : choice.properties()) {
      if (!PLACED_IN_CHOICE.contains(member.getKey())) {
        last.set(member.getKey(), member.getValue());
      }
    }
  }

  /** Calls in a delta carry their number. */
  private static JsonNode numbered(JsonNode calls) {
    ArrayNode numbered = JsonNodeFactory.instance.arrayNode();
    for (JsonNode call : calls) {
      ObjectNode entry = JsonNodeFactory.instance.objectNode();
      entry.put("index", numbered.size());
      if (call instanceof ObjectNode members) {
        entry.setAll(members);
      }
      numbered.add(entry);
    }
    return numbered;
  }

  private ObjectNode addDelta(ObjectNode choice, int index, ObjectNode delta, JsonNode logprobs) {
    ObjectNode chunk = newChunk();
    ObjectNode part = chunk.putArray("choices").addObject();
    part.put("index", index);
    part.set("delta", delta);
    if (choice.has("logprobs")) {
      part.set("logprobs", logprobs);
    }
    part.putNull("finish_reason");
    chunks.add(chunk);
    return part;
  }

  private ObjectNode newChunk() {
    ObjectNode chunk = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : completion.properties()) {
      String name = member.getKey();
      if (name.equals("object")) {
        chunk.put(name, "chat.completion.chunk");
      } else if (!PLACED.contains(name) && (chunks.isEmpty() || IN_EVERY_CHUNK.contains(name))) {
        chunk.set(name, member.getValue());
      }
    }
    if (!chunk.has("object")) {
      chunk.put("object", "chat.completion.chunk");
    }
    return chunk;
  }
}
