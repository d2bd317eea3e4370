package io.semanticrouter.upstream;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.config.RouterConfig.Endpoint;

/**
 * The endpoints of one model, each of which is tried once. Between the choice and the attempt other
 * requests may have filled an endpoint: so a place is taken before anything is sent, and an
 * endpoint without one is passed over. Confined to one event loop.
 */
final class Places {
  private final UpstreamClient client;
  private final int mostInFlight;
  private Backend backend;
  private int tried;

  Places(UpstreamClient client, int mostInFlight, Backend backend) {
    this.client = client;
    this.mostInFlight = mostInFlight;
    this.backend = backend;
  }

  /** What the endpoints are; overloaded once none of them had a place. */
  Backend backend() {
    return backend;
  }

  /** Takes a place at the next endpoint that has one; null if none is left. */
  Endpoint take() {
    while (tried < backend.order().size()) {
      Endpoint endpoint = backend.order().get(tried);
      tried++;
      if (client.loadOf(endpoint).begin(mostInFlight)) {
        return endpoint;
      }
    }
    return null;
  }

  /** The same for the first attempt: where no endpoint has a place, all of them are full. */
  Endpoint takeFirst() {
    Endpoint endpoint = take();
    if (endpoint == null && !backend.order().isEmpty()) {
      backend = backend.full();
    }
    return endpoint;
  }

  /**
   * Goes on with what was found for one that waited: a place at the first is taken already.
   *
   * @return that endpoint; null where nothing was found
   */
  Endpoint found(Backend other) {
    backend = other;
    tried = 1;
    return other.order().isEmpty() ? null : other.order().getFirst();
  }
}
