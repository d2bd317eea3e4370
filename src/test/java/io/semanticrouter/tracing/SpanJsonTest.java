package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.semanticrouter.config.TracingConfig.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpanJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final long START = 1_767_225_600_000_000_000L; // 2026-01-01T00:00:00Z
  private static final Attributes ATTRIBUTES =
      Attributes.builder()
          .put("text", "math")
          .put("double", 45.0)
          .put("long", 9_007_199_254_740_993L)
          .put("flag", true)
          .put("texts", "EMAIL_ADDRESS", "PERSON")
          .put("longs", 1L, 2L)
          .put("doubles", 0.5, 1.5)
          .put("flags", true, false)
          .put(AttributeKey.stringArrayKey("none"), List.of())
          .build();

  @ParameterizedTest
  @EnumSource(Format.class)
  void writesEveryFieldOfTheContract(Format format) throws IOException {
    // Given
    SpanData span =
        span(ATTRIBUTES, StatusData.create(io.opentelemetry.api.trace.StatusCode.ERROR, "why"));

    // When
    String text = print(format, span);

    // Then
    assertThat(JSON.readTree(text))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Name": "semantic_router.classification",
                  "SpanContext": {"TraceID": "%1$s", "SpanID": "00f067aa0ba902b7",
                    "TraceFlags": "01", "TraceState": "a=1,b=2", "Remote": false},
                  "Parent": {"TraceID": "%1$s", "SpanID": "00f067aa0ba902b8",
                    "TraceFlags": "01", "TraceState": "", "Remote": true},
                  "SpanKind": "INTERNAL",
                  "StartTime": "2026-01-01T00:00:00.000000000Z",
                  "EndTime": "2026-01-01T00:00:00.045000007Z",
                  "Attributes": [
                    {"Key": "double", "Value": 45.0},
                    {"Key": "doubles", "Value": [0.5, 1.5]},
                    {"Key": "flag", "Value": true},
                    {"Key": "flags", "Value": [true, false]},
                    {"Key": "long", "Value": 9007199254740993},
                    {"Key": "longs", "Value": [1, 2]},
                    {"Key": "none", "Value": []},
                    {"Key": "text", "Value": "math"},
                    {"Key": "texts", "Value": ["EMAIL_ADDRESS", "PERSON"]}],
                  "Events": [{"Name": "first_token", "Time": "2026-01-01T00:00:00.000000009Z",
                    "Attributes": [{"Key": "n", "Value": 1}]}],
                  "Links": [{"SpanContext": {"TraceID": "%1$s", "SpanID": "00f067aa0ba902b8",
                    "TraceFlags": "01", "TraceState": "", "Remote": true},
                    "Attributes": [{"Key": "n", "Value": 1}]}],
                  "Status": {"Code": "Error", "Description": "why"},
                  "Resource": [{"Key": "service.name", "Value": "router"}],
                  "InstrumentationScope": {"Name": "semantic-router", "Version": "1.2"},
                  "Duration": 45000007
                }
                """
                    .formatted(TRACE)));
  }

  @Test
  void writesTheFieldsInTheOrderOfTheContract() throws IOException {
    // Given
    SpanData span = span(Attributes.empty(), StatusData.unset());

    // When
    JsonNode json = JSON.readTree(print(Format.COMPACT, span));

    // Then
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "Name",
            "SpanContext",
            "Parent",
            "SpanKind",
            "StartTime",
            "EndTime",
            "Attributes",
            "Events",
            "Links",
            "Status",
            "Resource",
            "InstrumentationScope",
            "Duration");
    assertThat(json.get("Status").get("Code").textValue()).isEqualTo("Unset");
    assertThat(json.get("Status").get("Description").textValue()).isEmpty();
  }

  @Test
  void showsARootWithAParentOfZeros() throws IOException {
    // Given
    SpanData root =
        builder(Attributes.empty(), StatusData.ok())
            .setParentSpanContext(SpanContext.getInvalid())
            .build();

    // When
    JsonNode json = JSON.readTree(print(Format.COMPACT, root));

    // Then
    assertThat(json.get("Parent"))
        .isEqualTo(
            JSON.readTree(
                """
                {"TraceID": "00000000000000000000000000000000", "SpanID": "0000000000000000",
                 "TraceFlags": "00", "TraceState": "", "Remote": false}
                """));
    assertThat(json.get("Status").get("Code").textValue()).isEqualTo("Ok");
  }

  @Test
  void givesDurationAsTheDifferenceOfTheTimes() throws IOException {
    // Given
    SpanData span = span(Attributes.empty(), StatusData.unset());

    // When
    JsonNode json = JSON.readTree(print(Format.PRETTY, span));

    // Then
    Instant start = Instant.parse(json.get("StartTime").textValue());
    Instant end = Instant.parse(json.get("EndTime").textValue());
    assertThat(json.get("Duration").longValue()).isEqualTo(Duration.between(start, end).toNanos());
  }

  @Test
  void keepsACompactSpanOnOneLine() throws IOException {
    // Given
    SpanData span =
        span(Attributes.builder().put("a", "one\ntwo\r\u2028").build(), StatusData.unset());

    // When
    String text = print(Format.COMPACT, span);

    // Then
    assertThat(text).endsWith("}\n").containsOnlyOnce("\n").doesNotContain("\r");
    assertThat(firstAttribute(text).textValue()).isEqualTo("one\ntwo\r\u2028");
  }

  @Test
  void indentsAPrettySpan() throws IOException {
    // Given
    SpanData span = span(Attributes.empty(), StatusData.unset());

    // When
    String text = print(Format.PRETTY, span);

    // Then
    assertThat(text)
        .startsWith("{\n  \"Name\": \"semantic_router.classification\",\n  \"SpanContext\": {\n")
        .endsWith("\n}\n");
  }

  @Test
  void escapesWhatJsonMustEscape() throws IOException {
    // Given: quotes, control characters, an emoji, and half of one
    Attributes attributes =
        Attributes.builder().put("a", "\"\\\u0000\u001f\u007f\ud83d\ude00 \ud83d x").build();

    // When
    String text = print(Format.COMPACT, span(attributes, StatusData.unset()));

    // Then
    assertThat(firstAttribute(text).textValue())
        .isEqualTo("\"\\\u0000\u001f\u007f\ud83d\ude00 \ufffd x");
  }

  @Test
  void staysJsonForNumbersThatJsonLacks() throws IOException {
    // Given
    Attributes attributes = Attributes.builder().put("a", Double.NaN).build();

    // When
    String text = print(Format.COMPACT, span(attributes, StatusData.unset()));

    // Then
    assertThat(firstAttribute(text).textValue()).isEqualTo("NaN");
  }

  private static JsonNode firstAttribute(String text) throws IOException {
    return JSON.readTree(text).get("Attributes").get(0).get("Value");
  }

  private static String print(Format format, SpanData span) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SpanJson(format).write(span, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static SpanData span(Attributes attributes, StatusData status) {
    return builder(attributes, status).build();
  }

  static TestSpanData.Builder builder(Attributes attributes, StatusData status) {
    SpanContext parent =
        SpanContext.createFromRemoteParent(
            TRACE, "00f067aa0ba902b8", TraceFlags.getSampled(), TraceState.getDefault());
    TraceState state = TraceState.builder().put("b", "2").put("a", "1").build();
    Attributes one = Attributes.builder().put("n", 1).build();
    return TestSpanData.builder()
        .setName("semantic_router.classification")
        .setKind(SpanKind.INTERNAL)
        .setSpanContext(
            SpanContext.create(TRACE, "00f067aa0ba902b7", TraceFlags.getSampled(), state))
        .setParentSpanContext(parent)
        .setStartEpochNanos(START)
        .setEndEpochNanos(START + 45_000_007)
        .setAttributes(attributes)
        .setEvents(List.of(EventData.create(START + 9, "first_token", one)))
        .setLinks(List.of(LinkData.create(parent, one)))
        .setStatus(status)
        .setHasEnded(true)
        .setResource(Resource.create(Attributes.builder().put("service.name", "router").build()))
        .setInstrumentationScopeInfo(
            InstrumentationScopeInfo.builder("semantic-router").setVersion("1.2").build());
  }
}
