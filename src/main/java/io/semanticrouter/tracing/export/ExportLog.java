package io.semanticrouter.tracing.export;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Tells when spans are lost: the first failure at once, then at most one line a minute, and the
 * first success after a failure that was told. A collector that comes and goes costs no more lines.
 * Safe for any thread.
 */
final class ExportLog {
  private static final Logger LOG = Logger.getLogger(ExportLog.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final String destination;
  private final LongSupplier nanoTime;
  private final Pace failures = new Pace();
  private final Pace drops = new Pace();
  private final Pace rejections = new Pace();

  /** True from the line of a failure to that of the success after it. */
  private boolean told;

  private long lost;
  private long rejected;

  /** How many drops earlier lines told of. */
  private long droppedBefore;

  /**
   * Of one exporter.
   *
   * @param destination where its spans go
   * @param nanoTime gives nanoseconds since some moment
   */
  ExportLog(String destination, LongSupplier nanoTime) {
    this.destination = destination;
    this.nanoTime = nanoTime;
  }

  /**
   * A batch is lost.
   *
   * @param dropped spans that found the queue full, since the start
   */
  synchronized void failed(String cause, int spans, long dropped) {
    lost += spans;
    if (!failures.mayTell()) {
      return;
    }
    String also = dropped > droppedBefore ? ", " + (dropped - droppedBefore) + " dropped" : "";
    LOG.warnf(
        "Failed to export spans: %s (%s, %d spans lost%s)",
        OneLine.of(cause), destination, lost, also);
    told = true;
    lost = 0;
    droppedBefore = dropped;
  }

  synchronized void succeeded() {
    if (told) {
      LOG.infof("Spans are exported again (%s, %d more spans lost before)", destination, lost);
      told = false;
      lost = 0;
    }
  }

  /**
   * Tells of a queue that is too small for what comes in, where the exporter does not fail.
   *
   * @param dropped spans that found the queue full, since the start
   */
  synchronized void queueDropped(long dropped, int capacity) {
    if (dropped > droppedBefore && !told && drops.mayTell()) {
      LOG.warnf(
          "The queue of spans is full: %d spans dropped (%s, max_queue_size %d)",
          dropped - droppedBefore, destination, capacity);
      droppedBefore = dropped;
    }
  }

  /**
   * The collector took a batch in part.
   *
   * @param words the collector's; with no span rejected, its warning
   */
  synchronized void rejected(int spans, String words) {
    rejected += spans;
    if ((spans == 0 && words.isBlank()) || !rejections.mayTell()) {
      return;
    }
    if (rejected == 0) {
      LOG.warnf("The collector warns: %s (%s)", OneLine.of(words), destination);
    } else {
      LOG.warnf(
          "The collector rejected spans: %s (%s, %d spans lost)",
          words.isBlank() ? "it does not say why" : OneLine.of(words), destination, rejected);
    }
    rejected = 0;
  }

  /** At most one line a minute. */
  private final class Pace {
    private boolean first = true;
    private long last;

    boolean mayTell() {
      long now = nanoTime.getAsLong();
      if (!first && now - last < QUIET_NANOS) {
        return false;
      }
      first = false;
      last = now;
      return true;
    }
  }
}
