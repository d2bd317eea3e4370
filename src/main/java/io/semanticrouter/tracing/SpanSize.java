package io.semanticrouter.tracing;

import io.opentelemetry.api.common.Attributes;
import io.semanticrouter.tracing.recording.RecordedSpan;
import java.util.Collection;

/** How much memory a finished span takes, roughly. */
final class SpanSize {
  /** The objects of a span without its attributes' values. */
  private static final long SPAN = 600;

  private static final long ATTRIBUTE = 48;

  private SpanSize() {}

  /** In bytes; what matters is that a span with long texts is known to be large. */
  static long of(RecordedSpan span) {
    Attributes attributes = span.getAttributes();
    long[] bytes = {SPAN};
    attributes.forEach((_, value) -> bytes[0] += ATTRIBUTE + sizeOf(value));
    return bytes[0];
  }

  private static long sizeOf(Object value) {
    return switch (value) {
      case String text -> 2L * text.length();
      case Collection<?> values -> values.stream().mapToLong(SpanSize::sizeOf).sum();
      case null, default -> Long.BYTES;
    };
  }
}
