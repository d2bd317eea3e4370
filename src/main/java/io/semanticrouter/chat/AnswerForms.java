package io.semanticrouter.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.semanticrouter.chat.SseEvents.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Tells a complete answer in another form than the one it came in. */
public final class AnswerForms {
  /** Numbers keep their digits. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private AnswerForms() {}

  /**
   * Converts an answer; not for the hot path.
   *
   * @param answer a complete chat completion
   * @param form how {@code answer} is written
   * @param wanted how it shall be written
   * @return empty where that cannot be done: the answer is none, is incomplete, or does not know
   *     its token counts where they are wanted as an event
   */
  public static Optional<byte[]> convert(byte[] answer, AnswerForm form, AnswerForm wanted) {
    if (form == wanted) {
      return Optional.of(answer);
    }
    try {
      if (form == AnswerForm.JSON) {
        return toEvents(answer, wanted == AnswerForm.SSE_WITH_USAGE);
      }
      return wanted == AnswerForm.JSON
          ? toCompletion(answer)
          : changeUsage(answer, wanted == AnswerForm.SSE_WITH_USAGE);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> toEvents(byte[] answer, boolean withUsage) throws IOException {
    if (!(JSON.readTree(answer) instanceof ObjectNode completion)) {
      return Optional.empty();
    }
    List<ObjectNode> chunks = ChunkWriter.chunksOf(completion, withUsage);
    if (chunks.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder events = new StringBuilder(answer.length + 512 * chunks.size());
    for (ObjectNode chunk : chunks) {
      events.append("data: ").append(JSON.writeValueAsString(chunk)).append("\n\n");
    }
    events.append("data: ").append(SseEvents.DONE).append("\n\n");
    return Optional.of(events.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> toCompletion(byte[] stream) throws IOException {
    ChunkJoiner joiner = new ChunkJoiner();
    for (Event event : SseEvents.of(stream)) {
      if (event.data().equals(SseEvents.DONE)) {
        break;
      }
      if (!event.data().isEmpty()) {
        if (!(JSON.readTree(event.data()) instanceof ObjectNode chunk)) {
          return Optional.empty();
        }
        joiner.add(chunk);
      }
    }
    Optional<ObjectNode> completion = joiner.completion();
    return completion.isEmpty()
        ? Optional.empty()
        : Optional.of(JSON.writeValueAsBytes(completion.get()));
  }

  /** Takes the usage events out; cannot put any in, but some backends send them unasked. */
  private static Optional<byte[]> changeUsage(byte[] stream, boolean withUsage) throws IOException {
    ByteArrayOutputStream others = new ByteArrayOutputStream(stream.length);
    for (Event event : SseEvents.of(stream)) {
      if (!isUsage(event)) {
        others.write(stream, event.at().start(), event.at().length());
      }
    }
    boolean hasUsage = others.size() < stream.length;
    if (withUsage) {
      return hasUsage ? Optional.of(stream) : Optional.empty();
    }
    return Optional.of(others.toByteArray());
  }

  /**
   * True if these bytes of a stream are one event that tells nothing but token counts: its choices
   * are an empty array, and it has {@code usage}.
   */
  public static boolean isUsageEvent(byte[] bytes) {
    List<Event> events = SseEvents.of(bytes);
    try {
      return events.size() == 1 && isUsage(events.getFirst());
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * The JSON texts of an answer.
   *
   * @param stream true if it is written as the events of a stream; each has one then
   */
  public static List<byte[]> texts(byte[] answer, boolean stream) {
    return stream
        ? SseEvents.of(answer).stream()
            .filter(event -> !event.data().isEmpty() && !event.data().equals(SseEvents.DONE))
            .map(event -> event.data().getBytes(StandardCharsets.UTF_8))
            .toList()
        : List.of(answer);
  }

  private static boolean isUsage(Event event) throws JsonProcessingException {
    if (!event.data().contains("\"usage\"")) {
      return false;
    }
    JsonNode chunk = JSON.readTree(event.data());
    return chunk.path("usage").isObject()
        && chunk.path("choices").isArray()
        && chunk.path("choices").isEmpty();
  }
}
