package io.semanticrouter.upstream;

import io.semanticrouter.tracing.SpanAttributes;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** When the pieces of an answer came, in nanoseconds of the monotonic clock. */
final class TokenTiming {
  /** Gaps kept for the p99; those of longer streams are counted in the mean only. */
  private static final int MAX_GAPS = 8_192;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long start;
  private long firstChunk;
  private long firstToken;
  private long lastToken;
  private int chunks;
  private int tokenChunks;
  private int[] gapMicros = new int[64];
  private int gaps;

  TokenTiming(long startNanos) {
    this.start = startNanos;
  }

  /** An event of the stream came. */
  void chunk(long now) {
    if (chunks++ == 0) {
      firstChunk = now;
    }
  }

  /** The event carried something the model said; true for the first. */
  boolean token(long now) {
    boolean first = tokenChunks++ == 0;
    if (first) {
      firstToken = now;
    } else if (gaps < MAX_GAPS) {
      if (gaps == gapMicros.length) {
        gapMicros = Arrays.copyOf(gapMicros, gaps * 2);
      }
      gapMicros[gaps++] = (int) Math.min(Integer.MAX_VALUE, (now - lastToken) / 1_000);
    }
    lastToken = now;
    return first;
  }

  /** From the start to the first token; empty where none came. */
  OptionalLong firstTokenNanos() {
    return tokenChunks == 0 ? OptionalLong.empty() : OptionalLong.of(firstToken - start);
  }

  /**
   * Mean time of the tokens after the first.
   *
   * @param completionTokens as the backend counted them; null: each event is taken for one token
   * @return nanoseconds; empty where there is no second token
   */
  OptionalDouble nanosPerToken(Long completionTokens) {
    long afterFirst = (completionTokens == null ? tokenChunks : completionTokens) - 1;
    return afterFirst > 0 && gaps > 0
        ? OptionalDouble.of((double) (lastToken - firstToken) / afterFirst)
        : OptionalDouble.empty();
  }

  /**
   * Writes the timing attributes of a stream; nothing where no event came.
   *
   * @param completionTokens as the backend counted them; null: each event is taken for one token
   */
  void describe(SpanAttributes span, Long completionTokens) {
    if (chunks == 0) {
      return;
    }
    span.set(SpanAttributes.LLM_STREAM_CHUNKS, chunks)
        .set(
            SpanAttributes.GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
            (firstChunk - start) / NANOS_PER_SECOND);
    if (tokenChunks == 0) {
      return;
    }
    span.set(SpanAttributes.LLM_TIME_TO_FIRST_TOKEN_MS, (firstToken - start) / NANOS_PER_MILLI);
    OptionalDouble perToken = nanosPerToken(completionTokens);
    if (perToken.isPresent()) {
      span.set(
              SpanAttributes.LLM_TIME_PER_OUTPUT_TOKEN_MS, perToken.getAsDouble() / NANOS_PER_MILLI)
          .set(SpanAttributes.LLM_INTER_TOKEN_P99_MS, p99Millis());
    }
  }

  /** Nearest-rank percentile. */
  private double p99Millis() {
    int[] sorted = Arrays.copyOf(gapMicros, gaps);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(gaps * 0.99) - 1] / 1e3;
  }
}
