package io.semanticrouter.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.semanticrouter.chat.InvalidRequestException;
import io.semanticrouter.chat.JsonLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the bodies of the classify APIs. */
final class ClassifyRequests {
  static final int MAX_TEXTS = 100;
  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(JsonLimits.OF_CLIENTS).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ClassifyRequests() {}

  /** What a batch is asked for. */
  enum Task {
    INTENT,
    PII,
    SECURITY,
    ALL
  }

  /** Several texts and what to find out about them. */
  record Batch(List<String> texts, Task task) {}

  static String text(byte[] body) {
    JsonNode text = object(body).path("text");
    if (!text.isTextual()) {
      throw new InvalidRequestException("'text' must be a string.", "text");
    }
    return text.textValue();
  }

  static Batch batch(byte[] body) {
    JsonNode root = object(body);
    JsonNode array = root.path("texts");
    if (!array.isArray() || array.isEmpty() || array.size() > MAX_TEXTS) {
      throw new InvalidRequestException(
          "'texts' must be an array of 1 to " + MAX_TEXTS + " strings.", "texts");
    }
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode text : array) {
      if (!text.isTextual()) {
        throw new InvalidRequestException(
            "'texts[" + texts.size() + "]' must be a string.", "texts[" + texts.size() + "]");
      }
      texts.add(text.textValue());
    }
    return new Batch(texts, task(root.path("task_type")));
  }

  private static Task task(JsonNode type) {
    return switch (type.isMissingNode() || type.isNull() ? "all" : type.asText()) {
      case "intent" -> Task.INTENT;
      case "pii" -> Task.PII;
      case "security" -> Task.SECURITY;
      case "all" -> Task.ALL;
      default ->
          throw new InvalidRequestException(
              "'task_type' must be one of intent, pii, security, all.", "task_type");
    };
  }

  private static JsonNode object(byte[] body) {
    try {
      JsonNode root = body == null ? null : JSON.readTree(body);
      if (root == null || !root.isObject()) {
        throw new InvalidRequestException("The request body must be a JSON object.", null);
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new InvalidRequestException("The request body is not valid JSON.", null);
    } catch (IOException e) {
      throw new InvalidRequestException("The request body is not valid UTF-8 text.", null);
    }
  }
}
