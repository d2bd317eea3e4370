package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
  private static final String TOO_LONG = "(too long)";

  /** Reads a stream, cut into chunks of a size, and collects the data of its events. */
  private static List<String> read(byte[] stream, int chunkSize) {
    Collector collector = new Collector();
    SseReader reader = new SseReader(collector);
    for (int from = 0; from < stream.length; from += chunkSize) {
      reader.read(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunkSize)));
    }
    reader.end();
    return collector.events;
  }

  private static List<String> read(String stream) {
    return read(stream.getBytes(UTF_8), Integer.MAX_VALUE / 2);
  }

  private static final class Collector implements SseReader.Events {
    private final List<String> events = new ArrayList<>();

    @Override
    public void event(byte[] data, int length) {
      events.add(new String(data, 0, length, UTF_8));
    }

    @Override
    public void tooLong() {
      events.add(TOO_LONG);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
  void findsTheSameEventsWhateverTheChunks(int chunkSize) {
    // Given
    String stream =
        String.join(
            "",
            "\uFEFFdata: {\"a\":1}\n\n: a comment\n\nevent: x\ndata:{\"b\":\"ä€\"}\r\n\r\n",
            "id: 7\rdata: {\"c\":\rdata:  😀}\r\rdata\ndata:\n\ndata: [DONE]\n\n");

    // When
    List<String> events = read(stream.getBytes(UTF_8), chunkSize);

    // Then
    assertThat(events).containsExactly("{\"a\":1}", "{\"b\":\"ä€\"}", "{\"c\":\n 😀}", "[DONE]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "data: one~~data: two~~ | one;two",
        "data:one~~data:two | one;two",
        "data: one~data: two~~ | one~two",
        "data: one~: comment~data: two~~ | one~two",
        "~~data: one~~~~ | one",
        "Data: one~~ data: two~~database: x~~data: three~~ | three",
        "retry: 10~~: only a comment~~event: x~~ | ''",
      })
  void keepsToTheRulesOfTheStandard(String stream, String events) {
    // When
    List<String> read = read(stream.replace('~', '\n'));

    // Then
    assertThat(String.join(";", read)).isEqualTo(events.replace('~', '\n'));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000_000})
  void passesOverAnEventThatIsTooLong(int chunkSize) {
    // Given
    String longest = "x".repeat(SseReader.MAX_DATA);
    String stream =
        String.join(
            "\n\n",
            "data: before",
            "data: " + longest,
            "data: " + longest + "x",
            "data:" + longest + "x",
            ": " + longest + "xxxxxxxxxx\ndata: after",
            "");

    // When
    List<String> events = read(stream.getBytes(UTF_8), chunkSize);

    // Then
    assertThat(events).containsExactly("before", longest, TOO_LONG, TOO_LONG, "after");
  }

  @Test
  void passesOverAnEventOfTooManyLines() {
    // When
    List<String> events = read("data: 12345678\n".repeat(200_000) + "\ndata: after\n\n");

    // Then
    assertThat(events).containsExactly(TOO_LONG, "after");
  }

  @Test
  void neverFailsOnGarbage() {
    // Given
    Random random = new Random(42);
    byte[] garbage = new byte[200_000];
    random.nextBytes(garbage);

    // When
    List<String> events = read(garbage, 997);

    // Then
    assertThat(events).isEqualTo(read(garbage, garbage.length));
  }
}
