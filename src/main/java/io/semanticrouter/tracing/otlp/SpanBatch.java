package io.semanticrouter.tracing.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Spans that travel together, encoded, by who made them: the router alone, unless an operator's
 * beans make spans too. Not safe for use by several threads.
 */
final class SpanBatch {
  private final List<ScopedSpans> makers = new ArrayList<>(1);
  private int size;

  static SpanBatch of(Collection<SpanData> spans) {
    SpanBatch batch = new SpanBatch();
    ProtoWriter encoded = new ProtoWriter(ScopedSpans.FEW_SPANS);
    for (SpanData span : spans) {
      encoded.clear();
      new SpanEncoder(encoded).span(span);
      batch.add(span, encoded);
    }
    return batch;
  }

  /**
   * Adds a span.
   *
   * @param span says who made it
   * @param encoded what {@link SpanEncoder#span} has written of it
   */
  void add(SpanData span, ProtoWriter encoded) {
    makerOf(span).add(encoded);
    size++;
  }

  private ScopedSpans makerOf(SpanData span) {
    for (int i = 0; i < makers.size(); i++) {
      if (makers.get(i).isOf(span)) {
        return makers.get(i);
      }
    }
    ScopedSpans maker = new ScopedSpans(span);
    makers.add(maker);
    return maker;
  }

  /** How many spans there are. */
  int size() {
    return size;
  }

  /** How many bytes it holds, used or not. */
  int memory() {
    return makers.stream().mapToInt(ScopedSpans::memory).sum();
  }

  /** Forgets the spans, and keeps the memory. */
  void clear() {
    size = 0;
    makers.forEach(ScopedSpans::clear);
  }

  /**
   * The batch as {@code ExportTraceServiceRequest}, in the memory in which its spans wait: good
   * until one is added or they are forgotten.
   *
   * @param prefix so many bytes come before it, {@link ScopedSpans#MAX_PREFIX} at most, for others
   *     to write
   */
  ByteBuf encode(int prefix) {
    List<ByteBuf> parts = new ArrayList<>(makers.size());
    for (ScopedSpans maker : makers) {
      if (!maker.isEmpty()) {
        parts.add(maker.encode(parts.isEmpty() ? prefix : 0));
      }
    }
    return switch (parts.size()) {
      case 0 -> Unpooled.wrappedBuffer(new byte[prefix]);
      case 1 -> parts.getFirst();
      default -> Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
    };
  }
}
