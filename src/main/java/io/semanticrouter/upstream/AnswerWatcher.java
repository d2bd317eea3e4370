package io.semanticrouter.upstream;

import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Watches an answer go by: timing, tokens, how it ended; and keeps it where the cache wants it. */
final class AnswerWatcher {
  /** Answers beyond this many bytes are neither kept nor, if not streamed, read. */
  private static final int MAX_KEPT = 1 << 20;

  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FINISH_REASON =
      "\"finish_reason\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] USAGE = "\"usage\":".getBytes(StandardCharsets.US_ASCII);

  private final StageSpan span;
  private final TokenTiming timing;
  private final Completion completion = new Completion();
  private final SseReader events;
  private Buffer kept;
  private long now;
  private boolean spoken;
  private boolean done;

  /**
   * Watches one answer.
   *
   * @param eventStream true if the answer is server-sent events
   * @param keep true if {@link #answer} is wanted
   */
  AnswerWatcher(StageSpan span, TokenTiming timing, boolean eventStream, boolean keep) {
    this.span = span;
    this.timing = timing;
    this.events = eventStream ? new SseReader(this::event) : null;
    this.kept = keep || !eventStream ? Buffer.buffer() : null;
  }

  void chunk(Buffer chunk) {
    if (kept != null) {
      kept = kept.length() + chunk.length() > MAX_KEPT ? null : kept.appendBuffer(chunk);
    }
    if (events != null) {
      now = System.nanoTime();
      events.read(chunk.getBytes());
    }
  }

  void end() {
    if (events != null) {
      now = System.nanoTime();
      events.end();
    } else if (kept != null) {
      byte[] bytes = kept.getBytes();
      completion.read(bytes, 0, bytes.length);
    }
  }

  Completion completion() {
    return completion;
  }

  /** The answer's bytes if they were kept; a stream counts only when it said that it is done. */
  Buffer answer() {
    return events == null || done ? kept : null;
  }

  private void event(byte[] bytes, int from, int length) {
    if (startsWith(bytes, from, length, DONE)) {
      done = true;
      return;
    }
    timing.chunk(now);
    boolean token = spoken;
    if (!spoken || says(bytes, from, length)) {
      token = completion.read(bytes, from, length);
    }
    if (token) {
      spoken = true;
      if (timing.token(now)) {
        span.event("first_token");
      }
    }
  }

  /**
   * True if an event after the first token is worth parsing: it ends a choice or counts tokens. In
   * between, events are taken for tokens unread; the quotes keep a model's own words from matching.
   */
  private static boolean says(byte[] bytes, int from, int length) {
    return valueStartsWith(bytes, from, length, FINISH_REASON, '"')
        || valueStartsWith(bytes, from, length, USAGE, '{');
  }

  private static boolean valueStartsWith(
      byte[] bytes, int from, int length, byte[] name, char first) {
    int last = from + length - name.length;
    for (int i = from; i < last; i++) {
      if (bytes[i] == '"' && startsWith(bytes, i, from + length - i, name)) {
        int value = i + name.length;
        while (value < from + length && bytes[value] == ' ') {
          value++;
        }
        if (value < from + length && bytes[value] == first) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] bytes, int from, int length, byte[] prefix) {
    if (length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
