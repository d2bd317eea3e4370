package io.semanticrouter.upstream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.backend.Backend;
import io.semanticrouter.backend.BackendQueue;
import io.semanticrouter.backend.BackendSelector;
import io.semanticrouter.backend.EndpointHealths;
import io.semanticrouter.backend.EndpointKeys;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Calls in which nothing matters but where they go, and a client that makes them. */
final class Calls {
  private Calls() {}

  static UpstreamClient client(Vertx vertx, RouterConfig config, EndpointLoads loads) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    EndpointHealths healths = new EndpointHealths(config, meters);
    BackendSelector selector = new BackendSelector(healths, loads);
    return new UpstreamClient(
        vertx,
        new EndpointKeys(new SmallRyeConfigBuilder().build()),
        healths,
        loads,
        new BackendQueue(vertx, selector, loads, healths, meters),
        new EndpointClients(vertx, loads, config));
  }

  static UpstreamCall to(List<Endpoint> order, RouterConfig config) {
    return to("m", serving(order), config, () -> null);
  }

  static UpstreamCall to(String model, Backend backend, RouterConfig config, Fallback fallback) {
    return new UpstreamCall(
        ModelApi.CHAT_COMPLETIONS,
        backend,
        "somebody",
        model,
        config.timeouts(model),
        Buffer.buffer("{\"model\":\"" + model + "\"}"),
        MultiMap.caseInsensitiveMultiMap(),
        "id",
        false,
        false,
        false,
        null,
        null,
        fallback);
  }

  static Backend serving(List<Endpoint> order) {
    return new Backend(order, null, order, List.of(), false, false, "weighted");
  }
}
