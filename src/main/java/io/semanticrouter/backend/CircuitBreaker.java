package io.semanticrouter.backend;

import io.semanticrouter.config.Ejection;
import java.util.BitSet;

/**
 * Takes requests away from an endpoint that fails them (Nygard, Release It!, 2007). Closed, it
 * counts how requests end, and opens when too many fail in a row or among the last ones. Open, it
 * lets nothing through for a while; then, half-open, one request after the other as a probe, whose
 * fate closes it or keeps it open for as long again.
 *
 * <p>A request that began before the breaker changed its mind says nothing about the endpoint as it
 * is now: neither does a late success let it back, nor does a late failure keep it out. To be used
 * by one thread at a time; moments are those of {@link System#nanoTime()}.
 */
final class CircuitBreaker {
  private Ejection settings;

  /** How the last requests ended: a bit for each failure, the oldest at {@link #next}. */
  private final BitSet failures;

  private int known;
  private int next;
  private int inARow;

  /** Answers in a row that began well and did not end; only one that came whole says otherwise. */
  private int brokenOff;

  /** False from when a probe's head has closed it until an answer has come whole. */
  private boolean proven = true;

  private boolean open;
  private boolean everChanged;
  private long changed;
  private long nextProbe;
  private int passed;

  CircuitBreaker(Ejection settings) {
    this.settings = settings;
    this.failures = new BitSet(settings.window());
  }

  /**
   * Goes by other settings from now on; what was counted of a window of another size is forgotten.
   */
  void use(Ejection others) {
    if (others.window() != settings.window()) {
      forgetWindow();
    }
    settings = others;
  }

  boolean isOpen() {
    return open;
  }

  /** True if the request that asks is the next probe; it is then the only one for a while. */
  boolean takesProbe(long now) {
    if (!open || now - nextProbe < 0) {
      return false;
    }
    // A probe whose fate is never told, because its caller left, must not keep the endpoint out.
    nextProbe = now + settings.duration().toNanos();
    return true;
  }

  /**
   * A request that was sent at {@code began} succeeded, as far as the head of its answer tells.
   *
   * @return true if this closed the breaker
   */
  boolean succeeded(long now, long began) {
    if (isOfAFormerState(began)) {
      return false;
    }
    if (!open) {
      inARow = 0;
      record(false);
      return false;
    }
    passed++;
    nextProbe = now;
    if (passed < settings.probes()) {
      return false;
    }
    open = false;
    changed = began; // the rest of the probe's answer still counts
    inARow = 0;
    brokenOff = 0;
    proven = false;
    forgetWindow();
    return true;
  }

  /** The answer to a request that was sent at {@code began}, and succeeded, has come whole. */
  void ended(long began) {
    if (!open && !isOfAFormerState(began)) {
      brokenOff = 0;
      proven = true;
    }
  }

  /**
   * A request that was sent at {@code began} failed.
   *
   * @param afterSuccess true if it was told to have succeeded: its answer began well and broke off
   * @return what opened the breaker, as the end of a sentence about the endpoint, else null
   */
  String failed(long now, long began, boolean afterSuccess) {
    if (isOfAFormerState(began)) {
      return null;
    }
    if (open) {
      keepOpen(now);
      return null;
    }
    if (afterSuccess) {
      brokenOff++;
      takeBackSuccess();
    } else {
      inARow++;
      record(true);
    }
    String reason = reason();
    if (reason != null) {
      open = true;
      everChanged = true;
      changed = now;
      keepOpen(now);
    }
    return reason;
  }

  private boolean isOfAFormerState(long began) {
    return everChanged && began - changed < 0;
  }

  private void keepOpen(long now) {
    nextProbe = now + settings.duration().toNanos();
    passed = 0;
  }

  private void forgetWindow() {
    known = 0;
    next = 0;
    failures.clear();
  }

  private void record(boolean failure) {
    failures.set(next, failure);
    next = (next + 1) % settings.window();
    known = Math.min(known + 1, settings.window());
  }

  /** Which of the successes does not matter to the count. */
  private void takeBackSuccess() {
    int success = failures.nextClearBit(0);
    if (success < known) {
      failures.set(success);
    }
  }

  private String reason() {
    if (inARow >= settings.consecutiveFailures()) {
      return "failed " + inARow + " times in a row";
    }
    if (brokenOff >= settings.consecutiveFailures()) {
      return "broke off " + brokenOff + " answers in a row";
    }
    if (brokenOff > 0 && !proven) {
      return "broke off an answer before it gave a whole one";
    }
    int failed = failures.cardinality();
    return settings.failureRatio() > 0
            && known == settings.window()
            && failed >= settings.failureRatio() * known
        ? "failed " + failed + " of its last " + known + " requests"
        : null;
  }
}
