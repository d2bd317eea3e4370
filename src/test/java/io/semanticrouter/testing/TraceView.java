package io.semanticrouter.testing;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The spans of one trace that have arrived, by start time. */
public record TraceView(String traceId, List<SpanView> spans) {
  public static final String PREFIX = "semantic_router.";
  public static final String ROOT = PREFIX + "request.received";
  public static final String CLASSIFICATION = PREFIX + "classification";
  public static final String PII = PREFIX + "security.pii_detection";
  public static final String JAILBREAK = PREFIX + "security.jailbreak_detection";
  public static final String CACHE = PREFIX + "cache.lookup";
  public static final String DECISION = PREFIX + "routing.decision";
  public static final String BACKEND = PREFIX + "backend.selection";
  public static final String SYSTEM_PROMPT = PREFIX + "system_prompt.injection";
  public static final String UPSTREAM = PREFIX + "upstream.request";

  public TraceView {
    spans = spans.stream().sorted(Comparator.comparingLong(SpanView::startNanos)).toList();
  }

  public SpanView root() {
    return span(ROOT);
  }

  /** The one span of that name. */
  public SpanView span(String name) {
    List<SpanView> named = spans.stream().filter(span -> span.name().equals(name)).toList();
    if (named.size() != 1) {
      throw new AssertionError("not one but " + named.size() + " spans " + name + " in " + names());
    }
    return named.getFirst();
  }

  public List<SpanView> children() {
    return spans.stream().filter(span -> !span.name().equals(ROOT)).toList();
  }

  /** Span names in the order of their start. */
  public List<String> names() {
    return spans.stream().map(SpanView::name).toList();
  }

  /** Everything of the trace that could hold text, for a search for what must not be there. */
  public String text() {
    return spans.toString();
  }

  /**
   * What is wrong with the shape: a child whose parent is not the root, a child that ends after it,
   * a span that ends before it starts. Empty if all is well.
   */
  public Set<String> faults() {
    SpanView root = root();
    return spans.stream()
        .map(span -> fault(span, root))
        .filter(fault -> !fault.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String fault(SpanView span, SpanView root) {
    if (span.endNanos() < span.startNanos()) {
      return span.name() + " ends before it starts";
    }
    if (span.equals(root)) {
      return "";
    }
    if (!span.parentId().equals(root.spanId())) {
      return span.name() + " is no child of the root";
    }
    if (span.startNanos() < root.startNanos() || span.endNanos() > root.endNanos()) {
      return span.name() + " reaches beyond the root";
    }
    return "";
  }
}
