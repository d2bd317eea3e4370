package io.semanticrouter.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.security.pii.StructuredPiiDetector;
import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.LlmMessage.ToolCall;
import io.semanticrouter.understanding.FakeUnderstanding;
import io.semanticrouter.understanding.Understanding;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentMaskerTest {
  private static final int LIMIT = ContentLimits.MAX_CHARS;
  private static final String ADDRESS = "jane.roe@example.com";

  private static final StructuredPiiDetector DETECTOR = new StructuredPiiDetector();

  private final ContentMasker masker =
      new ContentMasker((text, understanding) -> DETECTOR.detect(text), Understanding.NONE);

  private static LlmMessage message(String text) {
    return new LlmMessage("user", text, List.of(), null);
  }

  private String mask(String text) {
    return masker.firstOf(List.of(message(text))).getFirst().text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Write to jane.roe@example.com | Write to [EMAIL_ADDRESS]",
        "My SSN is 536-22-8726. | My SSN is [US_SSN].",
        "Card 4111 1111 1111 1111, thanks | Card [CREDIT_CARD], thanks",
        "IBAN DE89 3704 0044 0532 0130 00 | IBAN [IBAN_CODE]",
        "Call +49 30 901820 or 192.168.0.17 | Call [PHONE_NUMBER] or [IP_ADDRESS]",
        "Nothing to hide | Nothing to hide",
      })
  void namesTheTypeInPlaceOfTheValue(String text, String masked) {
    assertThat(mask(text)).isEqualTo(masked);
  }

  @Test
  void masksTheArgumentsOfCalls() {
    // Given
    LlmMessage call =
        new LlmMessage(
            "assistant",
            "",
            List.of(new ToolCall("send_mail", "{\"to\":\"" + ADDRESS + "\"}")),
            "tool_calls");

    // When
    LlmMessage masked = masker.firstOf(List.of(call)).getFirst();

    // Then
    assertThat(masked.calls())
        .containsExactly(new ToolCall("send_mail", "{\"to\":\"[EMAIL_ADDRESS]\"}"));
    assertThat(masked.finishReason()).isEqualTo("tool_calls");
  }

  @Test
  void showsNoPartOfAValueThatStandsAtTheLimit() {
    for (int before = LIMIT - 2 * ADDRESS.length(); before < LIMIT + 2; before++) {
      // Given
      String text = "x ".repeat(before / 2) + " ".repeat(before % 2) + ADDRESS + " x".repeat(5_000);
      ContentMasker fresh =
          new ContentMasker((read, understanding) -> DETECTOR.detect(read), Understanding.NONE);

      // When
      String masked = fresh.firstOf(List.of(message(text))).getFirst().text();

      // Then
      assertThat(masked).hasSizeLessThanOrEqualTo(LIMIT).endsWith("…").doesNotContain("jan", "roe");
    }
  }

  /** What was read stops within a value, and masking makes room for it. */
  @Test
  void showsNoPartOfAValueThatWasCutBefore() {
    // Given
    String text = (ADDRESS + " ").repeat(500).substring(0, LIMIT + ContentLimits.MARGIN);

    // When
    String masked = mask(text);

    // Then
    assertThat(masked).startsWith("[EMAIL_ADDRESS] [EMAIL_ADDRESS]").doesNotContain("jane", "roe");
  }

  @Test
  void keepsTheLastMessagesOfAPrompt() {
    // Given
    List<LlmMessage> prompt =
        IntStream.range(0, 5).mapToObj(i -> message(i + "y".repeat(3_000))).toList();

    // When
    List<LlmMessage> masked = masker.lastOf(prompt);

    // Then
    assertThat(masked).extracting(m -> m.text().substring(0, 1)).containsExactly("2", "3", "4");
    assertThat(masked.stream().mapToInt(m -> m.text().length()).sum()).isEqualTo(LIMIT);
    assertThat(masked.getFirst().text()).endsWith("…");
  }

  @Test
  void keepsTheFirstChoicesOfAnAnswer() {
    // When
    List<LlmMessage> masked = masker.firstOf(Collections.nCopies(5, message("z".repeat(3_000))));

    // Then
    assertThat(masked).hasSize(3);
    assertThat(masked.stream().mapToInt(m -> m.text().length()).sum()).isEqualTo(LIMIT);
  }

  @Test
  void keepsSurrogatesTogether() {
    // When
    String masked = mask("a" + "\ud83d\ude00".repeat(LIMIT));

    // Then
    assertThat(masked).hasSizeLessThanOrEqualTo(LIMIT).endsWith("\ud83d\ude00…");
  }

  @Test
  void leavesOutWhatTheEncoderWouldReadAndMayNotAnyMore() {
    // Given a request of which the encoder has read as much as it may
    Understanding spent = new FakeUnderstanding(_ -> FakeUnderstanding.spans(), "hello"::equals);
    ContentMasker fresh = new ContentMasker((text, read) -> DETECTOR.detect(text), spent);

    // When
    List<LlmMessage> masked =
        fresh.firstOf(List.of(message("hello"), message("I am Jane Roe"), message("")));

    // Then
    assertThat(masked)
        .extracting(LlmMessage::text)
        .containsExactly("hello", ContentCapture.OMITTED, "");
  }
}
