package io.semanticrouter.upstream;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * The time limits of all calls of one event loop, under one timer that goes off when the first of
 * them may have passed. A call hardly ever reaches a limit; with a timer for each, setting and
 * cancelling them took 3 % of the time of a request. Confined to its event loop.
 */
final class Deadlines {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Between two looks, so that limits which pass one after the other do not cost a look each. */
  private static final long PAUSE_MILLIS = 10;

  private final Vertx vertx;
  private final List<Deadline> open = new ArrayList<>();
  private long timer = -1;
  private long timerEnd;

  Deadlines(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Watches a deadline from now on, or takes note that its end may have come nearer. */
  void watch(Deadline deadline) {
    if (deadline.place < 0) {
      deadline.place = open.size();
      open.add(deadline);
    }
    wakeAt(deadline.end(), 1);
  }

  /** Watches it no more. The timer stays: to let it find nothing is cheaper than to cancel it. */
  void leave(Deadline deadline) {
    if (deadline.place < 0) {
      return;
    }
    Deadline last = open.removeLast();
    if (last != deadline) {
      open.set(deadline.place, last);
      last.place = deadline.place;
    }
    deadline.place = -1;
  }

  private void wakeAt(long end, long leastMillis) {
    if (timer >= 0) {
      if (end - timerEnd >= 0) {
        return;
      }
      vertx.cancelTimer(timer);
    }
    timerEnd = end;
    long millis = (end - System.nanoTime()) / NANOS_PER_MILLI + 1;
    timer = vertx.setTimer(Math.max(leastMillis, millis), _ -> look());
  }

  private void look() {
    timer = -1;
    long now = System.nanoTime();
    // From the end, as one that has passed leaves its place to the last.
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).look(now);
    }
    if (open.isEmpty()) {
      return;
    }
    long next = open.getFirst().end();
    for (Deadline deadline : open) {
      long end = deadline.end();
      if (end - next < 0) {
        next = end;
      }
    }
    wakeAt(next, PAUSE_MILLIS);
  }
}
