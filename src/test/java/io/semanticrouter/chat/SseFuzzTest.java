package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.semanticrouter.chat.SseEvents.Event;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both readers of event streams, the whole and the one in chunks, find the same in any bytes. */
class SseFuzzTest {
  private static final int STREAMS = 20_000;

  /** What streams are made of, and what has no place in them. */
  private static final String[] PIECES = {
    "data:",
    "data: ",
    "data",
    "data:  ",
    "event: x",
    "id",
    "id: 1",
    "retry: 5",
    ":",
    ": ping",
    "\n",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "\r\n\r\n",
    "[DONE]",
    "{\"a\":1}",
    "é",
    "世",
    "😀",
    "\uFEFF",
    "\0",
    " "
  };

  @DictionaryEntries({"data:", "data: ", "\n\n", "\r\n", "\r", ": ping", "id", "[DONE]"})
  @FuzzTest
  void agree(byte[] stream) {
    assertAgreement(stream, new Random(Arrays.hashCode(stream)));
  }

  @Test
  void agreeOnRandomStreams() {
    Random random = new Random(20_260_202);
    for (int i = 0; i < STREAMS; i++) {
      assertAgreement(stream(random), random);
    }
  }

  private static byte[] stream(Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = random.nextInt(30); i > 0; i--) {
      if (random.nextInt(12) == 0) {
        stream.write(random.nextInt(256)); // no UTF-8, mostly
      } else {
        stream.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8));
      }
    }
    return stream.toByteArray();
  }

  private static void assertAgreement(byte[] stream, Random cuts) {
    List<Event> whole = SseEvents.of(stream);
    List<String> expected =
        whole.stream().map(Event::data).filter(data -> !data.isEmpty()).toList();
    List<String> found = readInChunks(stream, cuts);
    if (!found.equals(expected)) {
      assertThat(found).as("in %s", Arrays.toString(stream)).isEqualTo(expected);
    }
    int end = 0;
    for (Event event : whole) {
      if (event.at().start() != end) {
        assertThat(event.at().start()).as("no byte between two events").isEqualTo(end);
      }
      end = event.at().end();
    }
    if (end != stream.length) {
      assertThat(end).as("no byte behind the last event").isEqualTo(stream.length);
    }
  }

  private static List<String> readInChunks(byte[] stream, Random cuts) {
    List<String> found = new ArrayList<>();
    SseReader reader =
        new SseReader(
            new SseReader.Events() {
              @Override
              public void event(byte[] data, int length) {
                found.add(text(Arrays.copyOf(data, length)));
              }

              @Override
              public void tooLong() {
                found.add("(too long)");
              }
            });
    int from = 0;
    while (from < stream.length) {
      int to = Math.min(stream.length, from + 1 + cuts.nextInt(12));
      reader.read(Arrays.copyOfRange(stream, from, to));
      from = to;
    }
    reader.end();
    return found;
  }

  /** What is no UTF-8 is replaced line by line, as the reader of the whole does. */
  private static String text(byte[] data) {
    String bytes = new String(data, ISO_8859_1);
    return Stream.of(bytes.split("\n", -1))
        .map(line -> new String(line.getBytes(ISO_8859_1), UTF_8))
        .collect(Collectors.joining("\n"));
  }
}
