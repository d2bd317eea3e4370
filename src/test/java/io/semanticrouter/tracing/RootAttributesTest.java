package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.semanticrouter.config.CustomAttributes;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RootAttributesTest {
  private final RootAttributes attributes =
      new RootAttributes(TracingFixtures.config(ExporterType.STDOUT));
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SpanRecorder recorder =
      RecorderFixtures.recorder(SimpleSpanProcessor.create(exporter));

  private Map<AttributeKey<?>, Object> describe(MultiMap headers) {
    LiveSpan root = recorder.root(RouterSpans.REQUEST_RECEIVED, CallerSpan.UNKNOWN);
    attributes.describe(root, headers);
    root.end(null);
    return exporter.getFinishedSpanItems().getLast().getAttributes().asMap();
  }

  @Test
  void changeWithTheConfiguration() {
    // Given
    Map<AttributeKey<?>, Object> before = describe(MultiMap.caseInsensitiveMultiMap());

    // When
    attributes.use(new CustomAttributes(Map.of("a", "1"), Map.of("b", "x-b"), List.of()));
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap().add("X-B", "2").add("x-b", "3").add("x-c", "4");
    Map<AttributeKey<?>, Object> after = describe(headers);

    // Then
    assertThat(before).doesNotContainKey(AttributeKey.stringKey("a"));
    assertThat(after)
        .containsEntry(AttributeKey.stringKey("a"), "1")
        .containsEntry(AttributeKey.stringKey("b"), "2, 3");
  }

  @Test
  void costNothingWhereNothingIsRecorded() {
    // Given
    attributes.use(new CustomAttributes(Map.of("a", "1"), Map.of("b", "x-b"), List.of("c")));

    // When, Then
    assertThatCode(() -> attributes.describe(StageSpan.OFF, null))
        .as("the headers are not even looked at")
        .doesNotThrowAnyException();
  }

  @Test
  void keepSurrogatesTogetherWhereTheyCut() {
    // Given
    attributes.use(new CustomAttributes(Map.of(), Map.of("b", "x-b"), List.of()));
    String value = "x".repeat(CustomAttributes.MAX_VALUE - 2) + "\ud83d\ude00\ud83d\ude00";

    // When
    Object cut =
        describe(MultiMap.caseInsensitiveMultiMap().add("x-b", value))
            .get(AttributeKey.stringKey("b"));

    // Then
    assertThat(cut).isEqualTo("x".repeat(CustomAttributes.MAX_VALUE - 2) + "\u2026");
  }
}
