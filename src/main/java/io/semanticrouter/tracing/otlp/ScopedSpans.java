package io.semanticrouter.tracing.otlp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.ByteBuffer;

/**
 * Spans of one maker, encoded, one behind the other. They wait outside the heap, where a socket
 * takes them from: an array of a quarter of a megabyte would be copied into such memory first, and
 * that be asked for and given back with each batch. Before the spans there is room for what they
 * are sent behind. Not safe for use by several threads.
 */
final class ScopedSpans {
  /** A dozen spans of the router; the memory is kept for the next batch. */
  static final int FEW_SPANS = 8 * 1024;

  private static final int SMALL = 64;

  /** Two messages begin before the spans, a tag of one byte and a length of five at most each. */
  private static final int LENGTHS = 2 * 6;

  /** What a protocol may put before the message. */
  static final int MAX_PREFIX = 8;

  private final Resource resource;
  private final InstrumentationScopeInfo scope;
  private final ProtoWriter encodedResource = new ProtoWriter(SMALL);
  private final ProtoWriter encodedScope = new ProtoWriter(SMALL);
  private final ProtoWriter resourceSchema;
  private final ProtoWriter scopeSchema;
  private final int begin;
  private ByteBuffer memory;

  /** None yet, of whoever made this span. */
  ScopedSpans(SpanData span) {
    resource = span.getResource();
    scope = span.getInstrumentationScopeInfo();
    new SpanEncoder(encodedResource).resource(1, resource);
    new SpanEncoder(encodedScope).scope(1, scope);
    resourceSchema = schema(resource.getSchemaUrl());
    scopeSchema = schema(scope.getSchemaUrl());
    begin = MAX_PREFIX + LENGTHS + encodedResource.length() + encodedScope.length();
    memory = ByteBuffer.allocateDirect(begin + FEW_SPANS).position(begin);
  }

  private static ProtoWriter schema(String url) {
    ProtoWriter schema = new ProtoWriter(SMALL);
    if (url != null) {
      schema.text(3, url);
    }
    return schema;
  }

  boolean isOf(SpanData span) {
    return span.getInstrumentationScopeInfo().equals(scope) && span.getResource().equals(resource);
  }

  void add(ProtoWriter encoded) {
    reserve(encoded.length());
    memory.put(encoded.bytes(), 0, encoded.length());
  }

  boolean isEmpty() {
    return memory.position() == begin;
  }

  /** How many bytes it holds, used or not. */
  int memory() {
    return memory.capacity();
  }

  /** Forgets the spans, and keeps the memory. */
  void clear() {
    memory.position(begin);
  }

  /**
   * The spans as {@code ResourceSpans}, a field of {@code ExportTraceServiceRequest}: good until
   * one is added or they are forgotten.
   *
   * @param prefix so many bytes come before it, {@link #MAX_PREFIX} at most, for others to write
   */
  ByteBuf encode(int prefix) {
    int end = memory.position();
    int scopeSpans = encodedScope.length() + end - begin + scopeSchema.length();
    int resourceSpans =
        encodedResource.length()
            + ProtoWriter.headLength(2, scopeSpans)
            + scopeSpans
            + resourceSchema.length();
    ProtoWriter head = new ProtoWriter(begin);
    head.head(1, resourceSpans).raw(encodedResource.bytes(), encodedResource.length());
    head.head(2, scopeSpans).raw(encodedScope.bytes(), encodedScope.length());
    int from = begin - head.length() - prefix;
    memory.put(begin - head.length(), head.bytes(), 0, head.length());
    add(scopeSchema);
    add(resourceSchema);
    ByteBuf whole = Unpooled.wrappedBuffer(memory.slice(from, memory.position() - from));
    memory.position(end);
    return whole;
  }

  private void reserve(int count) {
    if (memory.remaining() < count) {
      int room = Math.max(2 * memory.capacity(), memory.position() + count);
      memory = ByteBuffer.allocateDirect(room).put(memory.flip());
    }
  }
}
