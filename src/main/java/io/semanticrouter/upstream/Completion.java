package io.semanticrouter.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.semanticrouter.chat.IncompleteDetails;
import io.semanticrouter.tracing.SpanAttributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the router learns of an answer while it passes: read from a whole answer or from one event
 * of a stream after the other. Text that is no completion teaches nothing and is no error: the
 * relay does not depend on it.
 */
final class Completion {
  private static final JsonFactory JSON = new JsonFactory();

  /** Ends of choices that are kept: more than anybody asks for, and no more than memory allows. */
  private static final int MAX_FINISH_REASONS = 1_024;

  /** States in which a response ends. */
  private static final Set<String> ENDS = Set.of("completed", "incomplete", "failed", "cancelled");

  private String id;
  private String model;
  private Long promptTokens;
  private Long completionTokens;
  private Long totalTokens;
  private final List<String> finishReasons = new ArrayList<>(1);
  private boolean error;
  private boolean failed;
  private int choices;
  private boolean sawText;
  private boolean usageEvent;
  private boolean typed;

  String id() {
    return id;
  }

  String model() {
    return model;
  }

  /** Null if the backend did not say. */
  Long promptTokens() {
    return promptTokens;
  }

  Long completionTokens() {
    return completionTokens;
  }

  Long totalTokens() {
    return totalTokens;
  }

  /** The total as the backend counts it, else the sum of what it told. */
  OptionalLong tokens() {
    if (totalTokens != null) {
      return OptionalLong.of(totalTokens);
    }
    return promptTokens == null && completionTokens == null
        ? OptionalLong.empty()
        : OptionalLong.of(orZero(promptTokens) + orZero(completionTokens));
  }

  private static long orZero(Long count) {
    return count == null ? 0 : count;
  }

  /** One for each choice that ended, in the order of their ends. */
  List<String> finishReasons() {
    return finishReasons;
  }

  /** True if the backend says that it failed, as vLLM does in an event of a stream. */
  boolean isFailed() {
    return failed;
  }

  /** True if every choice ended with {@code stop}. */
  boolean isStopped() {
    return !error
        && choices > 0
        && finishReasons.size() == choices
        && finishReasons.stream().allMatch("stop"::equals);
  }

  /** True if one of the texts had no choices and counted tokens. */
  boolean hasUsageEvent() {
    return usageEvent;
  }

  /** True if the texts are events that name their type, as those of the Responses API. */
  boolean isTyped() {
    return typed;
  }

  /**
   * Reads a JSON text.
   *
   * @return true if it carries something the model said
   */
  boolean read(byte[] bytes, int from, int length) {
    sawText = false;
    try (JsonParser parser = JSON.createParser(bytes, from, length)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        readRoot(parser);
      }
    } catch (IOException e) {
      error = true; // the bytes are relayed as they are, but nobody should be given them again
    }
    return sawText;
  }

  private void readRoot(JsonParser parser) throws IOException {
    boolean noChoices = false;
    boolean usage = false;
    String status = null;
    String endReason = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id" -> id = id == null ? text(value, parser) : id;
        case "model" -> model = model == null ? text(value, parser) : model;
        case "choices" -> noChoices = readChoices(value, parser) == 0;
        case "usage" -> usage = readUsage(value, parser);
        case "status" -> status = text(value, parser);
        case "incomplete_details" -> endReason = IncompleteDetails.reason(parser, value);
        case "type" -> {
          String type = text(value, parser);
          typed |= type != null && type.startsWith("response.");
        }
        case "response" -> readResponse(value, parser);
        case "delta" -> {
          sawText |= value == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
          parser.skipChildren();
        }
        case "error" -> {
          error |= value != JsonToken.VALUE_NULL;
          failed |= value == JsonToken.START_OBJECT;
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
    usageEvent |= noChoices && usage;
    if (status != null && ENDS.contains(status)) {
      addFinishReason(endReason != null ? endReason : status);
    }
  }

  /** The state of a response within one of its events. */
  private void readResponse(JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.START_OBJECT) {
      readRoot(parser);
    } else {
      parser.skipChildren();
    }
  }

  private void addFinishReason(String reason) {
    if (finishReasons.size() < MAX_FINISH_REASONS) {
      finishReasons.add(SpanAttributes.cut(reason));
    }
  }

  /** Returns how many there are, or -1 if this is no array. */
  private int readChoices(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return -1;
    }
    int inThisText = 0;
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      choices = Math.max(choices, ++inThisText);
      readChoice(parser);
    }
    return inThisText;
  }

  private void readChoice(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "index" -> {
          if (value == JsonToken.VALUE_NUMBER_INT) {
            choices = Math.max(choices, parser.getIntValue() + 1);
          }
          parser.skipChildren();
        }
        case "finish_reason" -> {
          if (value == JsonToken.VALUE_STRING) {
            addFinishReason(parser.getText());
          }
          parser.skipChildren();
        }
        case "delta", "message" -> readDelta(value, parser);
        case "text" -> {
          sawText |= value == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
          parser.skipChildren();
        }
        default -> parser.skipChildren();
      }
    }
  }

  /** Any non-empty field but the role is the model's word: content, reasoning, tool calls. */
  private void readDelta(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean role = parser.currentName().equals("role");
      JsonToken field = parser.nextToken();
      if (!role) {
        sawText |= field == JsonToken.VALUE_STRING && parser.getTextLength() > 0;
        sawText |= field == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY;
        if (field == JsonToken.START_ARRAY) {
          leaveArray(parser);
          continue;
        }
      }
      parser.skipChildren();
    }
  }

  private static void leaveArray(JsonParser parser) throws IOException {
    while (parser.currentToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  /** Returns false if there is none. */
  private boolean readUsage(JsonToken value, JsonParser parser) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken count = parser.nextToken();
      if (count != JsonToken.VALUE_NUMBER_INT || parser.getLongValue() < 0) {
        parser.skipChildren();
        continue;
      }
      switch (name) {
        case "prompt_tokens", "input_tokens" -> promptTokens = parser.getLongValue();
        case "completion_tokens", "output_tokens" -> completionTokens = parser.getLongValue();
        case "total_tokens" -> totalTokens = parser.getLongValue();
        default -> {}
      }
    }
    return true;
  }

  private static String text(JsonToken value, JsonParser parser) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }
}
