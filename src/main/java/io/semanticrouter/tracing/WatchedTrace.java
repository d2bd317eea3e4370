package io.semanticrouter.tracing;

import io.semanticrouter.config.TracingConfig.Keep;
import io.semanticrouter.tracing.recording.RecordedSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one request whose trace the sampler dropped, until the request is over and it is
 * known whether they are worth keeping. Safe for any thread.
 */
final class WatchedTrace {
  /** Of a request with all of its stages. */
  private static final int SPANS = 9;

  private final TraceKeeper keeper;
  private final Keep rules;
  private final List<RecordedSpan> spans = new ArrayList<>(SPANS);
  private long bytes;
  private boolean failed;
  private KeepReason reason;
  private boolean over;

  WatchedTrace(TraceKeeper keeper, Keep rules) {
    this.keeper = keeper;
    this.rules = rules;
  }

  /** One of its spans has failed. */
  synchronized void failed() {
    failed = true;
  }

  /** The span of a stage has ended. */
  synchronized void add(RecordedSpan span) {
    if (!over) {
      long size = SpanSize.of(span);
      if (keeper.reserve(size)) {
        bytes += size;
        spans.add(span);
      }
    } else if (reason != null) { // an exception to the rule that the root ends last
      keeper.export(span);
    }
  }

  /**
   * Decides, when the request is over and its root about to end.
   *
   * @return null where the trace is not kept
   */
  synchronized KeepReason decide(boolean blocked, Duration elapsed) {
    if (rules.errors() && failed) {
      reason = KeepReason.ERROR;
    } else if (rules.blocked() && blocked) {
      reason = KeepReason.BLOCKED;
    } else if (rules.slowerThan().filter(limit -> elapsed.compareTo(limit) > 0).isPresent()) {
      reason = KeepReason.SLOW;
    }
    return reason;
  }

  /** The root has ended: the trace goes where sampled ones go, or nowhere. */
  synchronized void over(RecordedSpan root) {
    over = true;
    if (reason != null) {
      spans.forEach(keeper::export);
      keeper.export(root);
    }
    spans.clear();
    keeper.closed(bytes, reason);
  }
}
