package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
  private final List<String> payloads = new ArrayList<>();
  private final SseReader reader =
      new SseReader(
          (bytes, from, length) ->
              payloads.add(new String(bytes, from, length, StandardCharsets.UTF_8)));

  private void read(byte[] stream, int chunkSize) {
    for (int from = 0; from < stream.length; from += chunkSize) {
      reader.read(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + chunkSize)));
    }
    reader.end();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
  void findsTheSamePayloadsWhateverTheChunks(int chunkSize) {
    // Given
    String stream =
        "data: {\"a\":1}\n\n: a comment\n\nevent: x\ndata:{\"b\":\"ä€\"}\r\n\r\nid: 7\ndata: [DONE]\n\n";

    // When
    read(stream.getBytes(StandardCharsets.UTF_8), chunkSize);

    // Then
    assertThat(payloads).containsExactly("{\"a\":1}", "{\"b\":\"ä€\"}", "[DONE]");
  }

  @Test
  void readsALastLineWithoutALineBreak() {
    // When
    read("data: one\n\ndata: two".getBytes(StandardCharsets.UTF_8), 5);

    // Then
    assertThat(payloads).containsExactly("one", "two");
  }

  @Test
  void passesOverALineThatIsTooLong() {
    // Given
    byte[] endless = new byte[SseReader.MAX_LINE + 100];
    Arrays.fill(endless, (byte) 'x');

    // When
    reader.read("data: ".getBytes(StandardCharsets.UTF_8));
    reader.read(endless);
    reader.read("\n\ndata: after\n\n".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(payloads).containsExactly("after");
  }

  @Test
  void neverFailsOnGarbage() {
    // Given
    Random random = new Random(42);
    byte[] garbage = new byte[200_000];
    random.nextBytes(garbage);

    // When
    read(garbage, 997);

    // Then
    assertThat(payloads).hasSizeLessThan(garbage.length);
  }
}
