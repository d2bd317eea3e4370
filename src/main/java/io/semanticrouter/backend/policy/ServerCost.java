package io.semanticrouter.backend.policy;

import io.semanticrouter.backend.EndpointLoad;
import io.semanticrouter.backend.EndpointLoad.ServerLoad;

/**
 * What a further request costs at a vLLM server, by what the server says of itself. A request that
 * waits counts as {@value #WAITING} that run, because a server that lets requests wait is full; and
 * the fuller its KV cache the sooner it will be. Requests of this router since the report count
 * too, so that not all go to the same server until the next one. A server that says nothing costs
 * what this router has sent it.
 */
final class ServerCost {
  private static final double WAITING = 4;

  /**
   * What a full cache adds to the cost. More would send all to the others until the next report.
   */
  private static final double FULL_CACHE = 0.5;

  private ServerCost() {}

  static double of(EndpointLoad load, int weight) {
    ServerLoad server = load.serverLoad();
    if (server == null) {
      return (load.inFlight() + 1.0) / weight;
    }
    double requests =
        Math.max(0, server.running() + WAITING * server.waiting() + load.inFlightSinceReport());
    return (requests + 1) * (1 + FULL_CACHE * server.cacheUsage()) / weight;
  }
}
