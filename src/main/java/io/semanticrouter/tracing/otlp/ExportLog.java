package io.semanticrouter.tracing.otlp;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tells when spans are lost: the first failure at once, then at most one line a minute, and the
 * first success after. Safe for any thread.
 */
final class ExportLog {
  private static final Logger LOG = Logger.getLogger(ExportLog.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final String collector;
  private final LongSupplier nanoTime;

  private boolean failing;
  private long lastLine;
  private long lost;

  ExportLog(String collector, LongSupplier nanoTime) {
    this.collector = collector;
    this.nanoTime = nanoTime;
  }

  synchronized void failed(String cause, int spans) {
    lost += spans;
    long now = nanoTime.getAsLong();
    if (failing && now - lastLine < QUIET_NANOS) {
      return;
    }
    LOG.warnf(
        "Failed to export spans: %s (collector %s, %d spans lost)",
        printable(cause, 300), collector, lost);
    failing = true;
    lastLine = now;
    lost = 0;
  }

  synchronized void succeeded() {
    if (failing) {
      LOG.infof(
          "Spans are exported again (collector %s, %d more spans lost before)", collector, lost);
      failing = false;
      lost = 0;
    }
  }

  /** Words of somebody else, on one line and of bounded length. */
  static String printable(String text, int maxLength) {
    String cut = text.length() <= maxLength ? text : text.substring(0, maxLength) + "...";
    return cut.replaceAll("\\p{Cntrl}", " ");
  }
}
