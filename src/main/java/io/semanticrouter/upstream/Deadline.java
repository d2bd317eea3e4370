package io.semanticrouter.upstream;

import io.semanticrouter.config.Timeouts;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The time limits of one model: to the first byte, between two chunks, in all. One timer serves all
 * three, so a chunk costs one reading of the clock and no timer.
 */
final class Deadline {
  /** Which limit passed. */
  enum Limit {
    /** Until the first byte, or between two chunks. */
    QUIET,
    TOTAL
  }

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final Timeouts limits;
  private final BiConsumer<Limit, String> expired;
  private final long totalEnd;
  private Duration quiet;
  private String quietText;
  private long lastSign;
  private boolean suspended;
  private long timer = -1;
  private long timerEnd;

  /**
   * Starts the clock.
   *
   * @param expired told which limit passed, and the same as the end of a sentence about the backend
   */
  Deadline(Vertx vertx, Timeouts limits, BiConsumer<Limit, String> expired) {
    this.vertx = vertx;
    this.limits = limits;
    this.expired = expired;
    this.lastSign = System.nanoTime();
    this.totalEnd = lastSign + limits.total().toNanos();
    this.quiet = limits.firstByte();
    this.quietText = "sent no first byte within ";
    arm();
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
    // A timer that goes off too early arms the next one: cheaper than to set one twice a request.
    if (timer < 0 || end() - timerEnd < 0) {
      cancel();
      arm();
    }
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
    if (timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void arm() {
    timerEnd = end();
    long millis = (timerEnd - System.nanoTime()) / NANOS_PER_MILLI + 1;
    timer = vertx.setTimer(Math.max(1, millis), id -> check());
  }

  /** When the next limit passes, unless there is a sign of life before. */
  private long end() {
    long quietEnd = (suspended ? System.nanoTime() : lastSign) + quiet.toNanos();
    return quietEnd - totalEnd < 0 ? quietEnd : totalEnd;
  }

  private void check() {
    timer = -1;
    long now = System.nanoTime();
    if (now - totalEnd >= 0) {
      expired.accept(Limit.TOTAL, "did not finish within " + limits.total().toMillis() + " ms");
    } else if (!suspended && now - lastSign >= quiet.toNanos()) {
      expired.accept(Limit.QUIET, quietText + quiet.toMillis() + " ms");
    } else {
      arm();
    }
  }
}
