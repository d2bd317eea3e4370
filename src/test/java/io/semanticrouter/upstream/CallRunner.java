package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Makes calls as the router does, on one event loop, and waits for how they end. */
final class CallRunner implements AutoCloseable {
  final Sink sink = new Sink(false);
  private final Vertx vertx = Vertx.vertx();
  private final EndpointLoads loads = new EndpointLoads();
  private final Context loop = vertx.getOrCreateContext();
  private RouterConfig config;
  private UpstreamClient client;

  UpstreamResult run(RouterConfig settings, UpstreamCall call) {
    if (!settings.equals(config)) {
      config = settings;
      client = Calls.client(vertx, config, loads);
    }
    Promise<UpstreamResult> result = Promise.promise();
    loop.runOnContext(_ -> client.forward(StageSpan.OFF, call, sink, config).onComplete(result));
    return result
        .future()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  void assertAnswered(UpstreamResult result, String by, int attempts) {
    assertThat(result.failure()).isNull();
    assertThat(result.endpoint().name()).isEqualTo(by);
    assertThat(result.attempts()).isEqualTo(attempts);
    assertThat(sink.from).isEqualTo(by);
    assertNothingInFlight();
    Awaitility.await("the last byte").until(() -> sink.ended);
  }

  /** No attempt, however it went, counts as under way. */
  void assertNothingInFlight() {
    Awaitility.await("all attempts to be over")
        .until(() -> config.endpoints().stream().allMatch(e -> loads.of(e).inFlight() == 0));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
