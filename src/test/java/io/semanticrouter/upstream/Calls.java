package io.semanticrouter.upstream;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Calls in which nothing matters but where they go. */
final class Calls {
  private Calls() {}

  static UpstreamCall to(List<Endpoint> order, RouterConfig config) {
    return to("m", serving(order), config, () -> null);
  }

  static UpstreamCall to(String model, Backend backend, RouterConfig config, Fallback fallback) {
    return new UpstreamCall(
        backend,
        model,
        config.timeouts(model),
        Buffer.buffer("{\"model\":\"" + model + "\"}"),
        MultiMap.caseInsensitiveMultiMap(),
        "id",
        false,
        false,
        false,
        false,
        null,
        fallback);
  }

  static Backend serving(List<Endpoint> order) {
    return new Backend(order, List.of(), List.of(), false, false, "weighted");
  }
}
