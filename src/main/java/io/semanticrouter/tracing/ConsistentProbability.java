package io.semanticrouter.tracing;

import io.opentelemetry.api.trace.TraceState;

/**
 * OpenTelemetry's consistent probability sampling: a trace is kept if the randomness in its id, 56
 * bits, is at least a rejection threshold, and {@code tracestate} tells that threshold ({@code
 * ot=th:c8}), so that whoever reads the spans knows how many traces each of them stands for. See
 * "TraceState: Probability Sampling" of the OpenTelemetry specification.
 */
final class ConsistentProbability {
  /** Randomness and thresholds are below it: 2^56. */
  private static final long RANGE = 1L << 56;

  /** Digits of a threshold, in hex. */
  private static final int MOST_DIGITS = 14;

  /** Digits behind the leading f's that are told, as the specification recommends. */
  private static final int PRECISION = 4;

  private static final int BITS_PER_DIGIT = 4;

  /** Where the randomness begins in the 32 digits of a trace id. */
  private static final int RANDOM_FROM = 18;

  private static final String MEMBER = "ot";
  private static final String THRESHOLD = "th:";
  private static final String RANDOMNESS = "rv:";

  private ConsistentProbability() {}

  /**
   * The threshold that keeps a share of all traces, rounded to what is told of it.
   *
   * @param probability above 0, up to 1
   */
  static long threshold(double probability) {
    long rejected = RANGE - Math.round(probability * RANGE);
    if (rejected <= 0) {
      return 0;
    }
    int leading = (int) (-Math.log(probability) / Math.log(2) / BITS_PER_DIGIT);
    int digits = Math.min(MOST_DIGITS, leading + PRECISION);
    long unit = 1L << (BITS_PER_DIGIT * (MOST_DIGITS - digits));
    return Math.min((rejected + unit / 2) / unit * unit, RANGE - unit);
  }

  /** The share of traces that a threshold keeps. */
  static double probability(long threshold) {
    return (RANGE - threshold) / (double) RANGE;
  }

  /**
   * Whether a threshold keeps a trace.
   *
   * @param parent of the caller, which may give a randomness of its own
   */
  static boolean keeps(long threshold, String traceId, TraceState parent) {
    return randomness(traceId, parent) >= threshold;
  }

  private static long randomness(String traceId, TraceState parent) {
    String member = parent.get(MEMBER);
    if (member != null) {
      for (String part : member.split(";", -1)) {
        if (isRandomness(part)) {
          return Long.parseLong(part, RANDOMNESS.length(), part.length(), 16);
        }
      }
    }
    return Long.parseLong(traceId, RANDOM_FROM, traceId.length(), 16);
  }

  private static boolean isRandomness(String part) {
    return part.startsWith(RANDOMNESS)
        && part.length() == RANDOMNESS.length() + MOST_DIGITS
        && part.chars().skip(RANDOMNESS.length()).allMatch(ConsistentProbability::isHexDigit);
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /** A caller's {@code tracestate} with the threshold in the place of the one it may hold. */
  static TraceState with(long threshold, TraceState parent) {
    StringBuilder member = new StringBuilder(THRESHOLD).append(digits(threshold));
    String before = parent.get(MEMBER);
    if (before != null) {
      for (String part : before.split(";", -1)) {
        if (!part.isEmpty() && !part.startsWith(THRESHOLD)) {
          member.append(';').append(part);
        }
      }
    }
    return parent.toBuilder().put(MEMBER, member.toString()).build();
  }

  /** Without zeros at the end: {@code 8} for a half, {@code 0} for all. */
  static String digits(long threshold) {
    String hex = Long.toHexString(RANGE | threshold).substring(1);
    int end = MOST_DIGITS;
    while (end > 1 && hex.charAt(end - 1) == '0') {
      end--;
    }
    return hex.substring(0, end);
  }
}
