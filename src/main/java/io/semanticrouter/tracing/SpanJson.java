package io.semanticrouter.tracing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.semanticrouter.config.TracingConfig.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A span as the JSON object of the contract, section 6. Safe for use by any thread. */
final class SpanJson {
  private static final DateTimeFormatter RFC_3339_NANOS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private final JsonFactory factory =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  private final DefaultPrettyPrinter printer;

  SpanJson(Format format) {
    Separators separators =
        Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER);
    this.printer =
        format == Format.COMPACT
            ? null
            : new DefaultPrettyPrinter(separators)
                .withObjectIndenter(INDENT)
                .withArrayIndenter(INDENT);
  }

  /** Writes the object and a line feed. */
  void write(SpanData span, OutputStream out) throws IOException {
    try (JsonGenerator json = factory.createGenerator(out)) {
      if (printer != null) {
        json.setPrettyPrinter(printer.createInstance());
      }
      write(span, json);
      json.writeRaw('\n');
    }
  }

  private static void write(SpanData span, JsonGenerator json) throws IOException {
    json.writeStartObject();
    text(json, "Name", span.getName());
    context(json, "SpanContext", span.getSpanContext());
    context(json, "Parent", span.getParentSpanContext());
    text(json, "SpanKind", span.getKind().name());
    text(json, "StartTime", time(span.getStartEpochNanos()));
    text(json, "EndTime", time(span.getEndEpochNanos()));
    attributes(json, "Attributes", span.getAttributes());
    events(json, span.getEvents());
    links(json, span.getLinks());
    status(json, span.getStatus());
    attributes(json, "Resource", span.getResource().getAttributes());
    scope(json, span.getInstrumentationScopeInfo());
    json.writeNumberField("Duration", span.getEndEpochNanos() - span.getStartEpochNanos());
    json.writeEndObject();
  }

  private static void context(JsonGenerator json, String name, SpanContext context)
      throws IOException {
    json.writeObjectFieldStart(name);
    text(json, "TraceID", context.getTraceId());
    text(json, "SpanID", context.getSpanId());
    text(json, "TraceFlags", context.getTraceFlags().asHex());
    text(json, "TraceState", traceState(context.getTraceState()));
    json.writeBooleanField("Remote", context.isRemote());
    json.writeEndObject();
  }

  private static String traceState(TraceState state) {
    if (state.isEmpty()) {
      return "";
    }
    StringJoiner members = new StringJoiner(",");
    state.forEach((key, value) -> members.add(key + '=' + value));
    return members.toString();
  }

  private static void events(JsonGenerator json, List<EventData> events) throws IOException {
    json.writeArrayFieldStart("Events");
    for (EventData event : events) {
      json.writeStartObject();
      text(json, "Name", event.getName());
      text(json, "Time", time(event.getEpochNanos()));
      attributes(json, "Attributes", event.getAttributes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void links(JsonGenerator json, List<LinkData> links) throws IOException {
    json.writeArrayFieldStart("Links");
    for (LinkData link : links) {
      json.writeStartObject();
      context(json, "SpanContext", link.getSpanContext());
      attributes(json, "Attributes", link.getAttributes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void status(JsonGenerator json, StatusData status) throws IOException {
    json.writeObjectFieldStart("Status");
    String code =
        switch (status.getStatusCode()) {
          case UNSET -> "Unset";
          case OK -> "Ok";
          case ERROR -> "Error";
        };
    text(json, "Code", code);
    text(json, "Description", status.getDescription());
    json.writeEndObject();
  }

  private static void scope(JsonGenerator json, InstrumentationScopeInfo scope) throws IOException {
    json.writeObjectFieldStart("InstrumentationScope");
    text(json, "Name", scope.getName());
    text(json, "Version", scope.getVersion() == null ? "" : scope.getVersion());
    json.writeEndObject();
  }

  /** Sorted by key: the order in which the SDK hands them out is that of a hash table. */
  private static void attributes(JsonGenerator json, String name, Attributes attributes)
      throws IOException {
    json.writeArrayFieldStart(name);
    List<Map.Entry<AttributeKey<?>, Object>> sorted =
        attributes.asMap().entrySet().stream()
            .sorted(Comparator.comparing(entry -> entry.getKey().getKey()))
            .toList();
    for (Map.Entry<AttributeKey<?>, Object> attribute : sorted) {
      json.writeStartObject();
      text(json, "Key", attribute.getKey().getKey());
      json.writeFieldName("Value");
      value(json, attribute.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Boolean flag -> json.writeBoolean(flag);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case List<?> values -> {
        json.writeStartArray();
        for (Object each : values) {
          value(json, each);
        }
        json.writeEndArray();
      }
      default -> json.writeString(wellFormed(value.toString()));
    }
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    json.writeStringField(name, wellFormed(value));
  }

  /** Half a surrogate pair has no form in UTF-8; a client can send one in a JSON escape. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }

  private static String time(long epochNanos) {
    return RFC_3339_NANOS.format(
        Instant.ofEpochSecond(epochNanos / NANOS_PER_SECOND, epochNanos % NANOS_PER_SECOND));
  }
}
