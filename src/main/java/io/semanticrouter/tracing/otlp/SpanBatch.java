package io.semanticrouter.tracing.otlp;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Spans that travel together, encoded, by who made them: the router alone, unless an operator's
 * beans make spans too. Not safe for use by several threads.
 */
final class SpanBatch {
  /** A dozen spans of the router; the memory is kept for the next batch. */
  private static final int FEW_SPANS = 8 * 1024;

  private static final int SMALL = 64;

  /** What one maker's spans have in common. */
  private record Group(Resource resource, InstrumentationScopeInfo scope, ProtoWriter spans) {
    boolean isOf(SpanData span) {
      return span.getInstrumentationScopeInfo().equals(scope)
          && span.getResource().equals(resource);
    }
  }

  private final List<Group> groups = new ArrayList<>(1);
  private int size;

  static SpanBatch of(Collection<SpanData> spans) {
    SpanBatch batch = new SpanBatch();
    ProtoWriter encoded = new ProtoWriter(FEW_SPANS);
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
    groupOf(span).spans().raw(encoded.bytes(), encoded.length());
    size++;
  }

  private Group groupOf(SpanData span) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).isOf(span)) {
        return groups.get(i);
      }
    }
    Group group =
        new Group(
            span.getResource(), span.getInstrumentationScopeInfo(), new ProtoWriter(FEW_SPANS));
    groups.add(group);
    return group;
  }

  /** How many spans there are. */
  int size() {
    return size;
  }

  /** How many bytes it holds, used or not. */
  int memory() {
    return groups.stream().mapToInt(group -> group.spans().bytes().length).sum();
  }

  /** Forgets the spans, and keeps the memory. */
  void clear() {
    size = 0;
    groups.forEach(group -> group.spans().clear());
  }

  /**
   * The batch as {@code ExportTraceServiceRequest}: pieces one after the other, good until a span
   * is added or forgotten. Not one piece, so that half a megabyte at times is copied once less.
   */
  List<ProtoWriter> encode() {
    List<ProtoWriter> pieces = new ArrayList<>(4 * groups.size());
    for (Group group : groups) {
      if (group.spans().length() > 0) {
        encode(group, pieces);
      }
    }
    return pieces;
  }

  private static void encode(Group group, List<ProtoWriter> pieces) {
    ProtoWriter resource = new ProtoWriter(SMALL);
    new SpanEncoder(resource).resource(1, group.resource());
    ProtoWriter scope = new ProtoWriter(SMALL);
    new SpanEncoder(scope).scope(1, group.scope());
    ProtoWriter scopeSchema = schema(group.scope().getSchemaUrl());
    ProtoWriter resourceSchema = schema(group.resource().getSchemaUrl());

    int scopeSpans = scope.length() + group.spans().length() + scopeSchema.length();
    int resourceSpans =
        resource.length()
            + ProtoWriter.headLength(2, scopeSpans)
            + scopeSpans
            + resourceSchema.length();
    ProtoWriter head = new ProtoWriter(resource.length() + scope.length() + SMALL);
    head.head(1, resourceSpans).raw(resource.bytes(), resource.length());
    head.head(2, scopeSpans).raw(scope.bytes(), scope.length());
    pieces.add(head);
    pieces.add(group.spans());
    pieces.add(scopeSchema);
    pieces.add(resourceSchema);
  }

  private static ProtoWriter schema(String url) {
    ProtoWriter schema = new ProtoWriter(SMALL);
    if (url != null) {
      schema.text(3, url);
    }
    return schema;
  }
}
