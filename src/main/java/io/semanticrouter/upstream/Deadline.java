package io.semanticrouter.upstream;

import io.semanticrouter.config.Timeouts;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The time limits of one model: to the first byte, between two chunks, in all. A chunk costs one
 * reading of the clock. Confined to the event loop of its {@link Deadlines}.
 */
final class Deadline {
  /** Which limit passed. */
  enum Limit {
    /** Until the first byte, or between two chunks. */
    QUIET,
    TOTAL
  }

  /** Where {@link Deadlines} keeps this one; -1 while it does not. */
  int place = -1;

  private final Deadlines loop;
  private final Context context = Vertx.currentContext();
  private final Timeouts limits;
  private final BiConsumer<Limit, String> expired;
  private final long totalEnd;
  private Duration quiet;
  private String quietText;
  private long lastSign;
  private boolean suspended;
  private boolean cancelled;

  /**
   * Starts the clock.
   *
   * @param expired told which limit passed, and the same as the end of a sentence about the
   *     backend; on the context that starts the clock
   */
  Deadline(Deadlines loop, Timeouts limits, BiConsumer<Limit, String> expired) {
    this.loop = loop;
    this.limits = limits;
    this.expired = expired;
    this.lastSign = System.nanoTime();
    this.totalEnd = lastSign + limits.total().toNanos();
    this.quiet = limits.firstByte();
    this.quietText = "sent no first byte within ";
    loop.watch(this);
  }

  /** The head of the answer came: from here on the limit between two chunks counts. */
  void answering() {
    quiet = limits.idle();
    quietText = "sent nothing for ";
    restart();
  }

  /** Another backend is asked: the limit to the first byte counts anew, the total one goes on. */
  void restart() {
    touch();
    loop.watch(this);
  }

  /** A sign of life. */
  void touch() {
    lastSign = System.nanoTime();
    suspended = false;
  }

  /** The client does not read: the backend is not to blame for silence until the next sign. */
  void suspend() {
    suspended = true;
  }

  void cancel() {
    cancelled = true;
    loop.leave(this);
  }

  /** When the next limit passes, unless there is a sign of life before. */
  long end() {
    long quietEnd = (suspended ? System.nanoTime() : lastSign) + quiet.toNanos();
    return quietEnd - totalEnd < 0 ? quietEnd : totalEnd;
  }

  /** Tells of a limit that has passed, and leaves then. */
  void look(long now) {
    if (now - totalEnd >= 0) {
      expire(Limit.TOTAL, "did not finish within " + limits.total().toMillis() + " ms");
    } else if (!suspended && now - lastSign >= quiet.toNanos()) {
      expire(Limit.QUIET, quietText + quiet.toMillis() + " ms");
    }
  }

  private void expire(Limit limit, String what) {
    loop.leave(this);
    context.runOnContext(
        _ -> {
          // A sign of life that came in between has put it in its place again.
          if (!cancelled && place < 0) {
            expired.accept(limit, what);
          }
        });
  }
}
