package io.semanticrouter.tracing.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.internal.InternalAttributeKeyImpl;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * Writes spans as OTLP has them, in one pass and without objects in between. The SDK's marshalers
 * build a tree of a span first, to know its length: most of what tracing allocated.
 *
 * @see <a
 *     href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class SpanEncoder {
  /** {@code ScopeSpans.spans}. */
  private static final int SPANS = 2;

  private static final int FLAG_HAS_IS_REMOTE = 0x100;
  private static final int FLAG_IS_REMOTE = 0x200;

  private final ProtoWriter out;

  SpanEncoder(ProtoWriter out) {
    this.out = out;
  }

  /** Writes {@code Resource} as a field. */
  void resource(int field, Resource resource) {
    int begin = out.begin(field);
    attributes(1, resource.getAttributes());
    out.end(begin);
  }

  /** Writes {@code InstrumentationScope} as a field. */
  void scope(int field, InstrumentationScopeInfo scope) {
    int begin = out.begin(field);
    out.text(1, scope.getName());
    if (scope.getVersion() != null) {
      out.text(2, scope.getVersion());
    }
    attributes(3, scope.getAttributes());
    out.end(begin);
  }

  /** Writes {@code Span} as a field of {@code ScopeSpans}. */
  void span(SpanData span) {
    int begin = out.begin(SPANS);
    SpanContext context = span.getSpanContext();
    SpanContext parent = span.getParentSpanContext();
    ids(context);
    if (parent.isValid()) {
      out.hex(4, parent.getSpanId());
    }
    out.text(5, span.getName());
    out.number(6, kind(span.getKind()));
    out.fixed64(7, span.getStartEpochNanos());
    out.fixed64(8, span.getEndEpochNanos());
    attributes(9, span.getAttributes());
    count(10, span.getTotalAttributeCount() - span.getAttributes().size());
    List<EventData> events = span.getEvents();
    for (int i = 0; i < events.size(); i++) {
      event(events.get(i));
    }
    count(12, span.getTotalRecordedEvents() - events.size());
    List<LinkData> links = span.getLinks();
    for (int i = 0; i < links.size(); i++) {
      link(links.get(i));
    }
    count(14, span.getTotalRecordedLinks() - links.size());
    status(span.getStatus());
    out.fixed32(16, flags(context, parent));
    out.end(begin);
  }

  /**
   * {@code trace_id}, {@code span_id} and {@code trace_state}, which a span and a link begin with.
   */
  private void ids(SpanContext context) {
    out.hex(1, context.getTraceId());
    out.hex(2, context.getSpanId());
    TraceState state = context.getTraceState();
    if (!state.isEmpty()) {
      StringBuilder entries = new StringBuilder();
      state.forEach(
          (key, value) ->
              entries.append(entries.isEmpty() ? "" : ",").append(key).append('=').append(value));
      out.text(3, entries.toString());
    }
  }

  private static int kind(SpanKind kind) {
    return switch (kind) {
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  private static int flags(SpanContext context, SpanContext parent) {
    int flags = (context.getTraceFlags().asByte() & 0xff) | FLAG_HAS_IS_REMOTE;
    return parent.isRemote() ? flags | FLAG_IS_REMOTE : flags;
  }

  private void event(EventData event) {
    int begin = out.begin(11);
    out.fixed64(1, event.getEpochNanos());
    out.text(2, event.getName());
    attributes(3, event.getAttributes());
    count(4, event.getTotalAttributeCount() - event.getAttributes().size());
    out.end(begin);
  }

  private void link(LinkData link) {
    int begin = out.begin(13);
    SpanContext context = link.getSpanContext();
    ids(context);
    attributes(4, link.getAttributes());
    count(5, link.getTotalAttributeCount() - link.getAttributes().size());
    out.fixed32(6, flags(context, context));
    out.end(begin);
  }

  private void status(StatusData status) {
    int begin = out.begin(15);
    if (!status.getDescription().isEmpty()) {
      out.text(2, status.getDescription());
    }
    if (status.getStatusCode() != StatusCode.UNSET) {
      out.number(3, status.getStatusCode() == StatusCode.OK ? 1 : 2);
    }
    out.end(begin);
  }

  /** How many were dropped, where some were. */
  private void count(int field, int dropped) {
    if (dropped > 0) {
      out.number(field, dropped);
    }
  }

  private void attributes(int field, Attributes attributes) {
    attributes.forEach((key, value) -> attribute(field, key, value));
  }

  private void attribute(int field, AttributeKey<?> key, Object value) {
    int begin = out.begin(field);
    if (key instanceof InternalAttributeKeyImpl<?> known) {
      out.bytes(1, known.getKeyUtf8());
    } else {
      out.text(1, key.getKey());
    }
    value(2, value);
    out.end(begin);
  }

  /** Writes {@code AnyValue} as a field. */
  private void value(int field, Object value) {
    int begin = out.begin(field);
    switch (value) {
      case String text -> out.text(1, text);
      case Boolean bool -> out.number(2, bool ? 1 : 0);
      case Long number -> out.number(3, number);
      case Double number -> out.fixed64(4, Double.doubleToRawLongBits(number));
      case List<?> list -> {
        int array = out.begin(5);
        list.forEach(each -> value(1, each));
        out.end(array);
      }
      default -> throw new IllegalArgumentException("No attribute has a " + value.getClass());
    }
    out.end(begin);
  }
}
