package io.semanticrouter.tracing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.trace.Span;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** How the vocabularies write the messages of a prompt or an answer. */
final class LlmMessages {
  private static final JsonFactory JSON = new JsonFactory();

  private LlmMessages() {}

  /**
   * As OpenInference does: an attribute for each part of each message, its number in the name.
   *
   * @param prefix {@code llm.input_messages} or {@code llm.output_messages}
   */
  static void flatten(Span span, String prefix, List<LlmMessage> messages) {
    for (int i = 0; i < messages.size(); i++) {
      LlmMessage message = messages.get(i);
      String name = prefix + '.' + i + ".message.";
      span.setAttribute(name + "role", message.role());
      if (!message.text().isEmpty()) {
        span.setAttribute(name + "content", message.text());
      }
      for (int j = 0; j < message.calls().size(); j++) {
        ToolCall call = message.calls().get(j);
        String function = name + "tool_calls." + j + ".tool_call.function.";
        span.setAttribute(function + "name", call.name());
        span.setAttribute(function + "arguments", call.arguments());
      }
    }
  }

  /**
   * As OpenTelemetry's GenAI conventions do on spans: one JSON text.
   *
   * @param answer true for messages of a model, which say why they ended
   */
  static String json(List<LlmMessage> messages, boolean answer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (LlmMessage message : messages) {
        write(json, message, answer);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter has none
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, LlmMessage message, boolean answer)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("role", message.role());
    json.writeArrayFieldStart("parts");
    if (!message.text().isEmpty()) {
      json.writeStartObject();
      json.writeStringField("type", "text");
      json.writeStringField("content", message.text());
      json.writeEndObject();
    }
    for (ToolCall call : message.calls()) {
      json.writeStartObject();
      json.writeStringField("type", "tool_call");
      json.writeStringField("name", call.name());
      json.writeStringField("arguments", call.arguments());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (answer) {
      // The conventions' schema wants one; an answer without it did not come to its end.
      String reason = message.finishReason();
      json.writeStringField("finish_reason", reason == null ? "error" : reason);
    }
    json.writeEndObject();
  }
}
