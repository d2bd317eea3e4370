package io.semanticrouter.tracing.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.tracing.export.ExportHealth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue between the requests and a collector. Spans are encoded as they end, on the
 * thread that ends them, and wait as bytes: a span that waits as an object outlives its request, so
 * that every garbage collection copies all that wait, which took more processor time than encoding
 * them does.
 *
 * <p>Like OpenTelemetry's batch processor it hands on what there is when a batch is full or has
 * waited long enough, one batch at a time. A full one is sent by the thread that filled it or that
 * saw the one before arrive: to wake a thread for it took as long as half of what it then did. What
 * has waited long enough, and what may block, is left to a thread of this queue.
 */
public final class OtlpSpanQueue implements SpanProcessor {
  /** Of a span; those of the router have 300 to 900 bytes. */
  private static final int SPAN_BYTES = 2 * 1024;

  /** Beyond it a batch's memory is not kept for the next one. */
  private static final int MAX_SPARE_BYTES = 1024 * 1024;

  /** Beside the batch that is being filled and the one under way. */
  private static final int MAX_SPARES = 2;

  /** Somebody waits until so many spans, counted since the start, have been exported. */
  private record Flush(long spans, CompletableResultCode done) {}

  private final OtlpSpanExporter exporter;
  private final ExportHealth health;
  private final int batchSize;
  private final long delayNanos;
  private final ThreadLocal<ProtoWriter> scratch =
      ThreadLocal.withInitial(() -> new ProtoWriter(SPAN_BYTES));
  private final CompletableResultCode ended = new CompletableResultCode();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<SpanBatch> full = new ArrayDeque<>();
  private final List<Flush> flushes = new ArrayList<>();
  private SpanBatch filling = new SpanBatch();

  /** The one that was used last comes first: it is in the caches yet. */
  private final Deque<SpanBatch> spares = new ArrayDeque<>(MAX_SPARES);

  private long entered;
  private long exported;
  private boolean due;
  private boolean underWay;
  private boolean stopped;
  private boolean over;

  /**
   * Starts the thread that exports.
   *
   * @param health is told of what is handed to the exporter; of the outcome the exporter tells it
   */
  public OtlpSpanQueue(OtlpSpanExporter exporter, Batch batch, ExportHealth health) {
    this.exporter = exporter;
    this.health = health;
    this.batchSize = batch.maxExportBatchSize();
    this.delayNanos = batch.scheduleDelay().toNanos();
    Thread.ofPlatform().daemon().name("otlp-export").start(this::work);
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  /** Spans that are not sampled have no place here; those that find it full are counted. */
  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled() || !health.queue().enter()) {
      return;
    }
    try {
      SpanData data = span.toSpanData();
      ProtoWriter encoded = scratch.get();
      encoded.clear();
      new SpanEncoder(encoded).span(data);
      add(data, encoded);
      if (encoded.length() > SPAN_BYTES) {
        scratch.remove(); // one with captured content; the next is small again
      }
    } catch (RuntimeException | Error e) { // a request must not fail because it is watched
      health.taken(1);
      health.broken(1, e);
    }
  }

  private void add(SpanData data, ProtoWriter encoded) {
    SpanBatch batch = null;
    lock.lock();
    try {
      filling.add(data, encoded);
      entered++;
      if (filling.size() == batchSize) {
        full.add(filled());
        batch = claim(false);
      }
    } finally {
      lock.unlock();
    }
    if (batch != null) {
      send(batch);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    lock.lock();
    try {
      if (over || exported == entered) {
        return CompletableResultCode.ofSuccess();
      }
      CompletableResultCode done = new CompletableResultCode();
      flushes.add(new Flush(entered, done));
      changed.signal();
      return done;
    } finally {
      lock.unlock();
    }
  }

  /** Exports what there is first. */
  @Override
  public CompletableResultCode shutdown() {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    return ended;
  }

  private void work() {
    for (SpanBatch batch = await(); batch != null; batch = await()) {
      send(batch);
    }
    CompletableResultCode closed = exporter.shutdown();
    closed.whenComplete(
        () -> {
          if (closed.isSuccess()) {
            ended.succeed();
          } else {
            ended.fail();
          }
        });
  }

  /** Waits for a batch that this thread is to send; null at the end. */
  private SpanBatch await() {
    lock.lock();
    try {
      while (true) {
        SpanBatch batch = claim(true);
        if (batch != null) {
          return batch;
        }
        if (stopped && !underWay) {
          over = true;
          return null;
        }
        if (!changed.await(delayNanos, TimeUnit.NANOSECONDS)) {
          due = filling.size() > 0;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next batch to be sent, for whoever asks to send it: null while there is none, or another is
   * under way. To be called with the lock.
   *
   * @param mayBlock true of the exporting thread, which takes the others' place where they may not
   */
  private SpanBatch claim(boolean mayBlock) {
    boolean wanted = due || stopped || !flushes.isEmpty();
    if (underWay || (full.isEmpty() && !(wanted && filling.size() > 0))) {
      return null;
    }
    if (!mayBlock && exporter.mayBlock()) {
      changed.signal();
      return null;
    }
    underWay = true;
    return full.isEmpty() ? filled() : full.remove();
  }

  /** Sends a batch that was claimed, and those that are there when it has gone. */
  private void send(SpanBatch claimed) {
    for (SpanBatch batch = claimed; batch != null; ) {
      SpanBatch sent = batch;
      int spans = sent.size();
      health.taken(spans);
      CompletableResultCode result = export(sent);
      if (!result.isDone()) {
        result.whenComplete(() -> send(gone(sent, spans, result)));
        return;
      }
      batch = gone(sent, spans, result);
    }
  }

  /**
   * A batch has arrived or is lost.
   *
   * @return the next one, if this thread is to send it
   */
  private SpanBatch gone(SpanBatch batch, int spans, CompletableResultCode result) {
    boolean again = result.isSuccess() && batch.memory() <= MAX_SPARE_BYTES;
    if (again) {
      batch.clear();
    }
    List<Flush> reached = List.of();
    lock.lock();
    try {
      if (again && spares.size() < MAX_SPARES) {
        spares.push(batch);
      }
      exported += spans;
      if (!flushes.isEmpty()) {
        reached = new ArrayList<>(flushes);
        reached.removeIf(flush -> flush.spans() > exported);
        flushes.removeAll(reached);
      }
      underWay = false;
      if (stopped) {
        changed.signal();
      }
      return claim(false);
    } finally {
      lock.unlock();
      reached.forEach(flush -> flush.done().succeed());
    }
  }

  /** The batch that was being filled; an empty one takes its place. */
  private SpanBatch filled() {
    due = false;
    SpanBatch batch = filling;
    SpanBatch spare = spares.poll();
    filling = spare == null ? new SpanBatch() : spare;
    return batch;
  }

  private CompletableResultCode export(SpanBatch batch) {
    try {
      return exporter.export(batch);
    } catch (RuntimeException | Error e) { // the next batch may fare better
      health.broken(batch.size(), e);
      return CompletableResultCode.ofFailure();
    }
  }
}
