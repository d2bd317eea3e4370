package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.TraceView;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a packaged router with the stdout exporter prints, read back by a JSON parser. */
class StdoutExporterIT extends PackagedTestBase {
  private static final List<String> FIELDS =
      List.of(
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

  @ParameterizedTest
  @ValueSource(strings = {"pretty", "compact"})
  void printsObjectsThatParse(String format) throws IOException {
    // Given
    String yaml =
        harness.configFile().replace("type: otlp", "type: stdout\n      format: " + format);
    String traceId;
    List<JsonNode> spans;
    String stderr;

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      Answer answer = router.client().chat(Chats.of("auto", Chats.math()), Map.of());
      assertThat(answer.status()).isEqualTo(200);
      traceId = answer.traceId();
      assertThat(router.stop()).as("exit code after SIGTERM").isZero();
      String stdout = router.stdout();
      stderr = router.stderr();
      spans = parse(stdout);
      assertThat(stdout.strip().lines().count() == spans.size())
          .as("one object a line")
          .isEqualTo(format.equals("compact"));
    }

    // Then
    assertThat(spans).hasSize(9).allSatisfy(span -> assertObject(span, traceId));
    assertThat(spans)
        .extracting(span -> span.get("Name").asText())
        .containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertParents(spans);
    assertThat(stderr).as("logs go to standard error").contains("semantic-router");
  }

  private static void assertObject(JsonNode span, String traceId) {
    assertThat(span.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS);
    JsonNode context = span.get("SpanContext");
    assertThat(context.get("TraceID").asText()).isEqualTo(traceId);
    assertThat(context.get("SpanID").asText()).matches("[0-9a-f]{16}");
    assertThat(context.get("TraceFlags").asText()).isEqualTo("01");
    assertThat(context.get("Remote").isBoolean()).isTrue();
    Instant start = Instant.parse(span.get("StartTime").asText());
    Instant end = Instant.parse(span.get("EndTime").asText());
    assertThat(span.get("Duration").isIntegralNumber()).isTrue();
    assertThat(span.get("Duration").asLong()).isEqualTo(Duration.between(start, end).toNanos());
    assertThat(span.get("StartTime").asText()).matches(".*\\.\\d{9}Z");
    assertThat(span.get("Attributes"))
        .isNotEmpty()
        .allSatisfy(
            pair -> assertThat(pair.fieldNames()).toIterable().containsExactly("Key", "Value"));
    assertThat(span.get("Status").get("Code").asText()).isEqualTo("Unset");
    assertThat(span.get("Resource"))
        .anySatisfy(
            pair -> {
              assertThat(pair.get("Key").asText()).isEqualTo("service.name");
              assertThat(pair.get("Value").asText()).isEqualTo("router-under-test");
            });
    assertThat(span.get("InstrumentationScope").get("Name").asText()).isEqualTo("semantic-router");
  }

  private static void assertParents(List<JsonNode> spans) {
    String root = null;
    Set<String> parents = new HashSet<>();
    for (JsonNode span : spans) {
      if (span.get("Name").asText().equals(TraceView.ROOT)) {
        root = span.get("SpanContext").get("SpanID").asText();
      } else {
        parents.add(span.get("Parent").get("SpanID").asText());
      }
    }
    assertThat(parents).containsExactly(root);
  }

  private static List<JsonNode> parse(String stdout) throws IOException {
    try (MappingIterator<JsonNode> values =
        new ObjectMapper().readerFor(JsonNode.class).readValues(stdout)) {
      return values.readAll();
    }
  }
}
