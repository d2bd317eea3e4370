package io.semanticrouter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** The description of the API, {@code docs/openapi.yaml}, as the tests ask it. */
final class ApiDocument {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILE = Path.of("docs", "openapi.yaml");
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode root;

  private ApiDocument(JsonNode root) {
    this.root = root;
  }

  static ApiDocument read() {
    Object tree = new Yaml().load(text());
    return new ApiDocument(JSON.valueToTree(tree));
  }

  static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode root() {
    return root;
  }

  /** {@code METHOD path} of every operation. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (var path : root.get("paths").properties()) {
      for (String method : Set.of("get", "put", "post", "delete", "patch", "head", "options")) {
        if (path.getValue().has(method)) {
          operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** The responses of a path's one operation by status, references followed. */
  Map<String, JsonNode> responses(String path) {
    JsonNode item = root.get("paths").get(path);
    JsonNode operation = item.has("post") ? item.get("post") : item.get("get");
    Map<String, JsonNode> responses = new TreeMap<>();
    for (var response : operation.get("responses").properties()) {
      responses.put(response.getKey(), follow(response.getValue()));
    }
    return responses;
  }

  JsonNode follow(JsonNode node) {
    return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** What is wrong with a value, by a schema of this document; empty if nothing is. */
  Set<String> faults(JsonNode schema, JsonNode value) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", root.get("components"));
    return SCHEMAS.getSchema(whole).validate(value).stream()
        .map(ValidationMessage::toString)
        .collect(Collectors.toSet());
  }
}
