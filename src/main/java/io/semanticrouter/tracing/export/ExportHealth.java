package io.semanticrouter.tracing.export;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * How one exporter is doing, as it says itself: counts since the start, and whether it works now.
 * Safe for any thread; but for the queue's count it is touched once a batch.
 */
public final class ExportHealth {
  /** A collector can make up statuses; beyond so many kinds of failure they are one. */
  private static final int MAX_ERROR_TYPES = 40;

  /** Whether spans arrive. */
  public enum State {
    /** Nothing was exported yet. */
    IDLE,
    /** The last batch arrived. */
    EXPORTING,
    /** The last batch was lost. */
    FAILING
  }

  /**
   * The state, and since when it is so.
   *
   * @param failure of the last batch; present while {@link State#FAILING}
   */
  public record Status(State state, Instant since, Optional<ExportFailure> failure) {}

  private final ExportComponent component;
  private final QueueCount queue;
  private final ExportLog log;
  private final LongAdder exported = new LongAdder();
  private final AtomicLong inFlight = new AtomicLong();
  private final ConcurrentMap<String, LongAdder> failed = new ConcurrentHashMap<>();

  private volatile BiConsumer<String, LongAdder> onNewErrorType = (_, _) -> {};
  private volatile Status status = new Status(State.IDLE, Instant.now(), Optional.empty());

  /**
   * Of an exporter that has done nothing yet.
   *
   * @param queueCapacity how many spans may wait for it
   */
  public ExportHealth(ExportComponent component, int queueCapacity) {
    this(component, queueCapacity, new ExportLog(component.destination(), System::nanoTime));
  }

  ExportHealth(ExportComponent component, int queueCapacity, ExportLog log) {
    this.component = component;
    this.queue = new QueueCount(queueCapacity);
    this.log = log;
  }

  /** So many spans have left the queue for the exporter. */
  public void taken(int spans) {
    queue.left(spans);
    begun(spans);
  }

  /** So many spans were handed to the exporter. */
  void begun(int spans) {
    inFlight.addAndGet(spans);
    log.queueDropped(queue.dropped(), queue.capacity());
  }

  /** So many of them have arrived. */
  public void exported(int spans) {
    inFlight.addAndGet(-spans);
    exported.add(spans);
    become(State.EXPORTING, Optional.empty());
    log.succeeded();
  }

  /**
   * A batch has arrived but for some spans that the collector did not want.
   *
   * @param words the collector's, safe to be shown; may be empty
   */
  public void partlyExported(int accepted, int rejected, String words) {
    inFlight.addAndGet(-(accepted + rejected));
    exported.add(accepted);
    if (rejected > 0) {
      failures(ExportFailure.REJECTED).add(rejected);
    }
    become(State.EXPORTING, Optional.empty());
    log.succeeded();
    log.rejected(rejected, words);
  }

  /** So many of them are lost. */
  public void failed(int spans, ExportFailure failure) {
    inFlight.addAndGet(-spans);
    failures(failure.errorType()).add(spans);
    become(State.FAILING, Optional.of(failure));
    log.failed(failure.cause(), spans, queue.dropped());
  }

  /** So many of them are lost, because the exporter threw. */
  public void broken(int spans, Throwable thrown) {
    failed(spans, new ExportFailure(ExportFailure.OTHER, thrown.getClass().getName()));
  }

  private LongAdder failures(String errorType) {
    LongAdder known = failed.get(errorType);
    if (known != null) {
      return known;
    }
    synchronized (failed) {
      String kind = failed.size() < MAX_ERROR_TYPES ? errorType : ExportFailure.OTHER;
      return failed.computeIfAbsent(
          kind,
          _ -> {
            LongAdder counter = new LongAdder();
            onNewErrorType.accept(kind, counter);
            return counter;
          });
    }
  }

  private synchronized void become(State state, Optional<ExportFailure> failure) {
    Instant since = status.state() == state ? status.since() : Instant.now();
    status = new Status(state, since, failure);
  }

  public ExportComponent component() {
    return component;
  }

  public QueueCount queue() {
    return queue;
  }

  public Status status() {
    return status;
  }

  /** Spans that arrived. */
  public long exported() {
    return exported.sum();
  }

  /** Spans that were lost on the way, by error type. */
  public Map<String, Long> failed() {
    Map<String, Long> counts = new TreeMap<>();
    failed.forEach((type, count) -> counts.put(type, count.sum()));
    return counts;
  }

  /** Spans that the exporter works on. */
  public long inFlight() {
    return inFlight.get();
  }

  /** Is told of each error type there is, and of new ones as they turn up. */
  void onErrorType(BiConsumer<String, LongAdder> listener) {
    synchronized (failed) {
      failed.forEach(listener);
      onNewErrorType = listener;
    }
  }
}
