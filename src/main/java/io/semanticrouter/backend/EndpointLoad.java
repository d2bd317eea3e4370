package io.semanticrouter.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How busy one endpoint is, as far as this router knows. Safe for any thread.
 *
 * <p>The latency is that to the head of the answer, as a peak EWMA (Finagle's "peak ewma"
 * balancer): a slower answer counts at once, a faster one pulls it down with a time constant of
 * {@value #DECAY_SECONDS} s.
 */
public final class EndpointLoad {
  private static final int DECAY_SECONDS = 10;
  private static final double DECAY_NANOS = DECAY_SECONDS * 1e9;

  private final LongSupplier clock;
  private final Runnable ended;
  private final AtomicInteger inFlight = new AtomicInteger();
  private double latencyNanos;
  private long measuredAt;
  private volatile long idleSince;
  private volatile ServerLoad reported;
  private volatile int inFlightWhenReported;

  /**
   * What the endpoint's own server told of itself.
   *
   * @param cacheUsage share of the KV cache that is in use, 0..1
   */
  public record ServerLoad(double waiting, double running, double cacheUsage) {}

  /**
   * Makes the load of an idle endpoint.
   *
   * @param clock gives nanoseconds since some moment
   * @param ended told each time that a request is over
   */
  EndpointLoad(LongSupplier clock, Runnable ended) {
    this.clock = clock;
    this.ended = ended;
  }

  /**
   * A request is sent there, unless the endpoint has so many already; then false. Asking and
   * counting are one step: no two requests take the same place.
   */
  public boolean begin(int most) {
    int now = inFlight.get();
    while (now < most) {
      if (inFlight.compareAndSet(now, now + 1)) {
        return true;
      }
      now = inFlight.get();
    }
    return false;
  }

  /** The head of an answer came after so many nanoseconds. */
  public synchronized void answered(long nanos) {
    long now = clock.getAsLong();
    double keep = decay(now - measuredAt);
    latencyNanos = nanos > latencyNanos ? nanos : latencyNanos * keep + nanos * (1 - keep);
    measuredAt = now;
  }

  /** What is left of a measurement of so long ago, 0..1. */
  private static double decay(long nanos) {
    return Math.exp(-Math.max(0, nanos) / DECAY_NANOS);
  }

  /**
   * A request is over, however it ended; to be told once for each {@link #begin} that was granted.
   */
  public void end() {
    if (inFlight.decrementAndGet() == 0) {
      idleSince = clock.getAsLong();
    }
    ended.run();
  }

  void reported(ServerLoad load) {
    inFlightWhenReported = inFlight.get();
    reported = load;
  }

  /** Requests that this router has sent there and that are not over. */
  public int inFlight() {
    return inFlight.get();
  }

  /** How the requests of this router have changed since {@link #serverLoad} was told. */
  public int inFlightSinceReport() {
    return inFlight.get() - inFlightWhenReported;
  }

  /**
   * Nanoseconds to the head of an answer; 0 until one came. It fades while nothing is asked of the
   * endpoint: one that was slow once would else never be chosen again, and could not show that it
   * is well. While something is, an answer has to come: silence is no sign of health.
   */
  public synchronized double latencyNanos() {
    return inFlight.get() > 0
        ? latencyNanos
        : latencyNanos * decay(clock.getAsLong() - Math.max(measuredAt, idleSince));
  }

  /** The latest report of the endpoint's server, or null if it gives none. */
  public ServerLoad serverLoad() {
    return reported;
  }
}
