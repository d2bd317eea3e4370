package io.semanticrouter.backend;

import io.semanticrouter.config.EndpointId;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * A request that waits for a place at a backend. Its methods are confined to its event loop, which
 * is also where it is told what came of it.
 */
public final class Waiter {
  private final BackendQueue queue;
  private final Vertx vertx;
  private final Context context;
  private final Backend full;
  private final String party;
  private final RouterConfig config;
  private final List<EndpointId> serving;
  private final Promise<Backend> place = Promise.promise();
  private long timer;
  private boolean left;

  Waiter(BackendQueue queue, Vertx vertx, Backend full, String party, RouterConfig config) {
    this.queue = queue;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.full = full;
    this.party = party;
    this.config = config;
    this.serving = full.serving().stream().map(EndpointId::of).toList();
  }

  Backend full() {
    return full;
  }

  String party() {
    return party;
  }

  /** What it waits for; those who wait for the same share a queue, whatever their snapshots. */
  List<EndpointId> serving() {
    return serving;
  }

  int mostInFlight() {
    return config.upstream().maxInFlightPerEndpoint();
  }

  /** Chooses again, by the request's own snapshot. */
  Backend choose(BackendSelector selector) {
    return selector.select(StageSpan.OFF, full.serving(), full.affinity(), config);
  }

  /**
   * Completes, never fails, with endpoints to try, at the first of which a place is taken already
   * ({@link EndpointLoad#begin} was called for this request); or without any, where there was no
   * room in the queue, no place became free in time, or no endpoint is fit any more.
   */
  public Future<Backend> place() {
    return place.future();
  }

  /** Waits no longer; a place that was found meanwhile goes to the next one. */
  public void leave() {
    left = true;
    vertx.cancelTimer(timer);
    queue.remove(this);
  }

  void startTimer(Duration limit) {
    timer = vertx.setTimer(limit.toMillis(), _ -> queue.expired(this));
  }

  /** Tells what came of it; by any thread. */
  void tell(Backend backend) {
    context.runOnContext(_ -> told(backend));
  }

  private void told(Backend backend) {
    if (!left) {
      vertx.cancelTimer(timer);
      place.complete(backend);
    } else if (!backend.order().isEmpty()) {
      queue.release(backend.order().getFirst());
    }
  }
}
