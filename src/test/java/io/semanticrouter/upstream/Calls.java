package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Calls in which nothing matters but where they go. */
final class Calls {
  private Calls() {}

  static UpstreamCall to(List<Endpoint> order, RouterConfig config) {
    return new UpstreamCall(
        order,
        false,
        "m",
        config.timeouts("m"),
        Buffer.buffer("{}"),
        MultiMap.caseInsensitiveMultiMap(),
        "id",
        false,
        false,
        false,
        false,
        null);
  }
}
