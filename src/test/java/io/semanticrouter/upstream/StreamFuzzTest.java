package io.semanticrouter.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.semanticrouter.chat.AnswerForms;
import io.semanticrouter.chat.SseReader;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Any bytes go through as they came, less at most one usage event, and teach the same. */
class StreamFuzzTest {
  private static final int[] LARGEST_CHUNKS = {1, 2, 3, 9, 50};

  /** What a way to cut a stream into chunks came to. */
  private record Passed(String relayed, List<String> events, List<Object> facts) {}

  @DictionaryEntries({
    "data:",
    "data: ",
    ": ping",
    "event: x",
    "id: 1",
    "[DONE]",
    "{\"choices\":[],\"usage\":{}}",
    "\"choices\":[",
    "\"usage\":{",
    "\"usage\":null",
    "\"prompt_tokens\":",
    "\"completion_tokens\":",
    "\"finish_reason\":\"stop\"",
    "\"delta\":{\"content\":\"",
    "\"index\":0",
    "\"error\":"
  })
  @FuzzTest
  void relaysAndReads(byte[] stream) {
    Random cuts = new Random(Arrays.hashCode(stream));
    Passed whole = pass(stream, Integer.MAX_VALUE, cuts);
    Passed cut = pass(stream, LARGEST_CHUNKS[cuts.nextInt(LARGEST_CHUNKS.length)], cuts);
    // Millions of times: a comparison that could describe itself takes longer than what it
    // compares.
    if (!cut.equals(whole)) {
      assertThat(cut).isEqualTo(whole);
    }
    assertRelayed(stream, whole.relayed());
  }

  private static Passed pass(byte[] stream, int largestChunk, Random cuts) {
    UsageStripper stripper = new UsageStripper();
    AnswerWatcher watcher =
        new AnswerWatcher(StageSpan.OFF, new TokenTiming(System.nanoTime()), true, true, null);
    List<String> events = new ArrayList<>();
    SseReader reader = new SseReader(collector(events));
    Buffer relayed = Buffer.buffer();
    int from = 0;
    while (from < stream.length) {
      int size = largestChunk < stream.length ? 1 + cuts.nextInt(largestChunk) : stream.length;
      byte[] chunk = Arrays.copyOfRange(stream, from, Math.min(stream.length, from + size));
      reader.read(chunk);
      watcher.chunk(Buffer.buffer(chunk));
      relayed.appendBuffer(stripper.pass(Buffer.buffer(chunk)));
      from += chunk.length;
    }
    reader.end();
    watcher.end();
    relayed.appendBuffer(stripper.end());
    return new Passed(relayed.toString(ISO_8859_1), events, facts(watcher));
  }

  private static SseReader.Events collector(List<String> events) {
    return new SseReader.Events() {
      @Override
      public void event(byte[] data, int length) {
        events.add(new String(data, 0, length, ISO_8859_1));
      }

      @Override
      public void tooLong() {
        events.add("(too long)");
      }
    };
  }

  private static List<Object> facts(AnswerWatcher watcher) {
    Completion completion = watcher.completion();
    return Arrays.asList(
        completion.id(),
        completion.model(),
        completion.promptTokens(),
        completion.completionTokens(),
        completion.totalTokens(),
        completion.finishReasons(),
        completion.isStopped(),
        completion.hasUsageEvent(),
        watcher.answer());
  }

  private static void assertRelayed(byte[] stream, String relayed) {
    String text = new String(stream, ISO_8859_1);
    int missing = text.length() - relayed.length();
    if (relayed.equals(text)) {
      return;
    }
    assertThat(missing).isPositive();
    int start = 0;
    while (start < relayed.length() && relayed.charAt(start) == text.charAt(start)) {
      start++;
    }
    // The event may begin as what follows it does: then it may stand anywhere up to here.
    boolean found = false;
    for (int at = start; at >= 0 && !found; at--) {
      String event = text.substring(at, at + missing);
      found =
          (text.substring(0, at) + text.substring(at + missing)).equals(relayed)
              && AnswerForms.isUsageEvent(event.getBytes(ISO_8859_1));
    }
    assertThat(found).as("what is missing is a usage event").isTrue();
  }
}
