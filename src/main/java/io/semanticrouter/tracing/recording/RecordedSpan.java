package io.semanticrouter.tracing.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.sdk.internal.AttributeUtil;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A span that is recorded. The SDK's does the same with a builder, a hash map, a lock and a wrapper
 * for each reader, which cost time. This one is for any thread, one at a time; once it has ended it
 * changes no more, and is its own {@link SpanData}.
 */
public final class RecordedSpan extends SpanHead implements ReadWriteSpan, SpanData {
  private final AttributeList attributes;
  private String name;
  private List<EventData> events = List.of();
  private List<LinkData> links = List.of();
  private int droppedEvents;
  private int droppedLinks;
  private StatusData status = StatusData.unset();
  private long endEpochNanos;
  private boolean ended;

  /**
   * Starts a span; its tracer's processor is not told of it.
   *
   * @param parent invalid for the root of a trace
   * @param clock of its trace
   */
  public RecordedSpan(
      TracerState tracer,
      SpanContext ids,
      SpanContext parent,
      String name,
      SpanKind kind,
      TraceClock clock) {
    super(tracer, ids, parent, kind, clock);
    this.name = name;
    this.attributes = new AttributeList(tracer.limits().getMaxNumberOfAttributes());
  }

  private RecordedSpan(RecordedSpan other, SpanContext ids) {
    super(other, ids);
    attributes = other.attributes.copy();
    name = other.name;
    events = List.copyOf(other.events);
    links = List.copyOf(other.links);
    droppedEvents = other.droppedEvents;
    droppedLinks = other.droppedLinks;
    status = other.status;
    endEpochNanos = other.endEpochNanos;
    ended = other.ended;
  }

  @Override
  public <T> RecordedSpan setAttribute(AttributeKey<T> key, T value) {
    if (ended || key == null || key.getKey().isEmpty() || value == null) {
      return this;
    }
    int longest = tracer.limits().getMaxAttributeValueLength();
    attributes.put(
        key,
        longest == Integer.MAX_VALUE
            ? value
            : AttributeUtil.applyAttributeLengthLimit(value, longest));
    return this;
  }

  @Override
  public RecordedSpan addEvent(String event, Attributes facts) {
    return addEvent(event, facts, clock.now(), TimeUnit.NANOSECONDS);
  }

  @Override
  public RecordedSpan addEvent(String event, Attributes facts, long timestamp, TimeUnit unit) {
    if (ended || event == null) {
      return this;
    }
    if (events.size() == tracer.limits().getMaxNumberOfEvents()) {
      droppedEvents++;
      return this;
    }
    Attributes known = facts == null ? Attributes.empty() : facts;
    events = events.isEmpty() ? new ArrayList<>(2) : events;
    events.add(
        EventData.create(
            unit.toNanos(timestamp),
            event,
            limited(known, tracer.limits().getMaxNumberOfAttributesPerEvent()),
            known.size()));
    return this;
  }

  @Override
  public Span addLink(SpanContext linked, Attributes facts) {
    if (ended || linked == null || !linked.isValid()) {
      return this;
    }
    if (links.size() == tracer.limits().getMaxNumberOfLinks()) {
      droppedLinks++;
      return this;
    }
    Attributes known = facts == null ? Attributes.empty() : facts;
    links = links.isEmpty() ? new ArrayList<>(1) : links;
    links.add(
        LinkData.create(
            linked,
            limited(known, tracer.limits().getMaxNumberOfAttributesPerLink()),
            known.size()));
    return this;
  }

  private Attributes limited(Attributes known, int most) {
    return AttributeUtil.applyAttributesLimit(
        known, most, tracer.limits().getMaxAttributeValueLength());
  }

  /** The specification: OK is final, and UNSET is none that can be set. */
  @Override
  public RecordedSpan setStatus(StatusCode code, String description) {
    if (ended
        || code == null
        || code == StatusCode.UNSET
        || status.getStatusCode() == StatusCode.OK) {
      return this;
    }
    status =
        StatusData.create(code, code == StatusCode.ERROR && description != null ? description : "");
    return this;
  }

  /** Without the exception's message, as {@link ExceptionEvents} says. */
  @Override
  public RecordedSpan recordException(Throwable thrown, Attributes facts) {
    if (thrown != null) {
      Attributes known = ExceptionEvents.attributes(thrown);
      addEvent(
          ExceptionEvents.NAME,
          facts == null || facts.isEmpty() ? known : known.toBuilder().putAll(facts).build());
    }
    return this;
  }

  @Override
  public RecordedSpan updateName(String newName) {
    if (!ended && newName != null) {
      name = newName;
    }
    return this;
  }

  @Override
  public void end() {
    end(clock.now(), TimeUnit.NANOSECONDS);
  }

  /** Ends it once; 0 is now. */
  @Override
  public void end(long timestamp, TimeUnit unit) {
    if (ended) {
      return;
    }
    endEpochNanos = timestamp == 0 ? clock.now() : unit.toNanos(timestamp);
    ended = true;
    if (tracer.processor().isEndRequired()) {
      tracer.processor().onEnd(this);
    }
  }

  @Override
  public boolean isRecording() {
    return !ended;
  }

  @Override
  public boolean hasEnded() {
    return ended;
  }

  @Override
  public long getLatencyNanos() {
    return (ended ? endEpochNanos : clock.now()) - getStartEpochNanos();
  }

  @Override
  public <T> T getAttribute(AttributeKey<T> key) {
    return attributes.get(key);
  }

  @Override
  public SpanData toSpanData() {
    return ended ? this : new RecordedSpan(this, getSpanContext());
  }

  /**
   * The same with the flag of one that is sampled: what exports spans passes over those without.
   */
  public RecordedSpan asSampled() {
    SpanContext ids = getSpanContext();
    return new RecordedSpan(
        this,
        SpanContext.create(
            ids.getTraceId(), ids.getSpanId(), TraceFlags.getSampled(), ids.getTraceState()));
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public StatusData getStatus() {
    return status;
  }

  /** 0 until it has ended. */
  @Override
  public long getEndEpochNanos() {
    return endEpochNanos;
  }

  @Override
  public Attributes getAttributes() {
    return ended ? attributes : attributes.copy();
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size() + attributes.dropped();
  }

  @Override
  public List<EventData> getEvents() {
    return Collections.unmodifiableList(events);
  }

  @Override
  public int getTotalRecordedEvents() {
    return events.size() + droppedEvents;
  }

  @Override
  public List<LinkData> getLinks() {
    return Collections.unmodifiableList(links);
  }

  @Override
  public int getTotalRecordedLinks() {
    return links.size() + droppedLinks;
  }

  @Override
  public String toString() {
    return "RecordedSpan{%s, %s, attributes=%s, events=%s, status=%s}"
        .formatted(name, getSpanContext(), attributes, events, status);
  }
}
