package io.semanticrouter.upstream;

import io.semanticrouter.chat.SseReader;
import io.semanticrouter.content.AnswerText;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Watches an answer go by: timing, tokens, how it ended; and keeps it where the cache wants it. */
final class AnswerWatcher implements SseReader.Events {
  /** Answers beyond this many bytes are not kept; whole ones are skimmed then. */
  private static final int MAX_KEPT = 1 << 20;

  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FINISH_REASON =
      "\"finish_reason\"".getBytes(StandardCharsets.US_ASCII);

  /** The end of a type such as {@code response.output_text.delta}. */
  private static final byte[] DELTA = ".delta\"".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] ERROR = "\"error\"".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.US_ASCII);

  private final StageSpan span;
  private final TokenTiming timing;
  private final Completion completion = new Completion();
  private final SseReader events;
  private final AnswerText text;
  private Buffer kept;

  /** What is left of a whole answer that is too long to keep, else null. */
  private JsonSkim skim;

  private long now;
  private boolean spoken;
  private boolean done;

  /**
   * Watches one answer.
   *
   * @param eventStream true if the answer is server-sent events
   * @param keep true if {@link #answer} is wanted
   * @param text gets what the model says; null where nobody wants it
   */
  AnswerWatcher(
      StageSpan span, TokenTiming timing, boolean eventStream, boolean keep, AnswerText text) {
    this.span = span;
    this.timing = timing;
    this.events = eventStream ? new SseReader(this) : null;
    this.text = text;
    this.kept = keep || !eventStream ? Buffer.buffer() : null;
  }

  void chunk(Buffer chunk) {
    if (kept != null && kept.length() + chunk.length() <= MAX_KEPT) {
      kept.appendBuffer(chunk);
    } else if (events == null) {
      skim(chunk);
    } else {
      kept = null;
    }
    if (events != null) {
      now = System.nanoTime();
      events.read(chunk.getBytes());
    }
  }

  private void skim(Buffer chunk) {
    if (kept != null) {
      skim = new JsonSkim(MAX_KEPT);
      skim.read(kept.getBytes());
      kept = null;
    }
    skim.read(chunk.getBytes());
  }

  void end() {
    if (events != null) {
      now = System.nanoTime();
      events.end();
    } else {
      byte[] bytes = kept == null ? skim.rest() : kept.getBytes();
      if (bytes != null) {
        completion.read(bytes, 0, bytes.length);
      }
      if (text != null && kept != null) {
        text.read(bytes, 0, bytes.length);
      }
    }
  }

  Completion completion() {
    return completion;
  }

  /** The answer's bytes if they were kept; a stream counts only when it said that it is done. */
  Buffer answer() {
    return events == null || done ? kept : null;
  }

  @Override
  public void event(byte[] data, int length) {
    if (startsWith(data, 0, length, DONE)) {
      done = true;
      return;
    }
    timing.chunk(now);
    if (text != null) {
      text.read(data, 0, length);
    }
    boolean token = spoken;
    if (!spoken || says(data, length) || (completion.isTyped() && !isDelta(data, length))) {
      token = completion.read(data, 0, length);
    }
    if (token) {
      token();
    }
  }

  /** So much data is not read, but there is hardly anything else to fill it than what is said. */
  @Override
  public void tooLong() {
    timing.chunk(now);
    token();
  }

  private void token() {
    spoken = true;
    if (timing.token(now)) {
      span.event("first_token");
    }
  }

  /**
   * True if an event after the first token is worth parsing: it ends a choice, counts tokens or
   * says that the backend failed. In between, events are taken for tokens unread; the quotes keep a
   * model's own words from matching.
   */
  private static boolean says(byte[] data, int length) {
    return valueStartsWith(data, length, FINISH_REASON, '"')
        || valueStartsWith(data, length, USAGE, '{')
        || valueStartsWith(data, length, ERROR, '{');
  }

  /** True for the events of the Responses API that carry a piece of what the model says. */
  private static boolean isDelta(byte[] data, int length) {
    for (int i = 0; i <= length - DELTA.length; i++) {
      if (data[i] == '.' && startsWith(data, i, length, DELTA)) {
        return true;
      }
    }
    return false;
  }

  private static boolean valueStartsWith(byte[] data, int length, byte[] name, char first) {
    int last = length - name.length;
    for (int i = 0; i < last; i++) {
      if (data[i] == '"' && startsWith(data, i, length, name)) {
        int colon = skipSpace(data, i + name.length, length);
        if (colon < length && data[colon] == ':') {
          int value = skipSpace(data, colon + 1, length);
          if (value < length && data[value] == first) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static int skipSpace(byte[] data, int from, int length) {
    int i = from;
    while (i < length
        && (data[i] == ' ' || data[i] == '\n' || data[i] == '\t' || data[i] == '\r')) {
      i++;
    }
    return i;
  }

  private static boolean startsWith(byte[] data, int from, int length, byte[] prefix) {
    return length - from >= prefix.length
        && Arrays.equals(data, from, from + prefix.length, prefix, 0, prefix.length);
  }
}
