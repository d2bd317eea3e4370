package io.semanticrouter.backend.policy;

import io.semanticrouter.config.RouterConfig.Endpoint;
import java.util.List;

/**
 * The same endpoint for the same session, so that its prefix cache is of use. Rendezvous hashing
 * with weights (Thaler and Ravishankar, 1998; Schindelhauer and Schomaker, 2005): an endpoint that
 * comes or goes moves its own sessions alone. Without an affinity weights decide.
 */
final class Affinity implements SelectionPolicy {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final Weighted otherwise;

  Affinity(Weighted otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public void order(List<Endpoint> endpoints, String affinity, List<Endpoint> order) {
    if (affinity == null) {
      otherwise.order(endpoints, null, order);
      return;
    }
    while (!endpoints.isEmpty()) {
      int best = 0;
      for (int i = 1; i < endpoints.size(); i++) {
        if (score(affinity, endpoints.get(i)) > score(affinity, endpoints.get(best))) {
          best = i;
        }
      }
      order.add(endpoints.remove(best));
    }
  }

  private static double score(String affinity, Endpoint endpoint) {
    // 53 bits make a number between 0 and 1, both exclusive.
    double share = ((hash(affinity, endpoint.name()) >>> 11) + 0.5) * 0x1.0p-53;
    return -endpoint.weight() / Math.log(share);
  }

  /** FNV-1a over both, then the finalizer of SplitMix64, which spreads what differs in one bit. */
  private static long hash(String affinity, String name) {
    long hash = fnv(fnv(FNV_OFFSET, affinity) * FNV_PRIME, name);
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  private static long fnv(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
