package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointLoad.ServerLoad;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads as a server tells them over HTTP. */
class VllmLoadReaderTest {
  private final Vertx vertx = Vertx.vertx();
  private final EndpointLoads loads = new EndpointLoads();
  private volatile int status = 200;
  private volatile boolean silent;
  private final AtomicInteger asked = new AtomicInteger();
  private final HttpServer server =
      vertx
          .createHttpServer()
          .requestHandler(
              request -> {
                asked.incrementAndGet();
                if (silent) {
                  return;
                }
                request
                    .response()
                    .setStatusCode(request.path().equals("/llm/metrics") ? status : 404)
                    .end("vllm:num_requests_running 3\nvllm:num_requests_waiting 4\n");
              })
          .listen(0, "127.0.0.1")
          .toCompletionStage()
          .toCompletableFuture()
          .join();
  private VllmLoadReader reader;
  private RouterConfig config;

  private void start(String policy) {
    config =
        Configs.of(
                """
                vllm_endpoints: [{name: b, address: 127.0.0.1, port: %d, path_prefix: /llm}]
                load_balancing: {policy: %s}
                """
                    .formatted(server.actualPort(), policy))
            .load();
    EndpointKeys keys = new EndpointKeys(new SmallRyeConfigBuilder().build());
    reader = new VllmLoadReader(vertx, new ModelDiscovery(vertx, config, keys, null), keys, loads);
    reader.start(null);
  }

  @AfterEach
  void close() {
    reader.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private ServerLoad load() {
    return loads.of(config.endpoints().getFirst()).serverLoad();
  }

  @Test
  void readsTheLoadUntilTheServerTellsNone() {
    // When
    start("vllm_load");

    // Then
    Awaitility.await("a load").until(() -> new ServerLoad(4, 3, 0).equals(load()));

    // When
    status = 500;

    // Then
    Awaitility.await("no load").atMost(Duration.ofSeconds(30)).until(() -> load() == null);
  }

  @Test
  void aServerThatIsTooBusyToAnswerIsAsBusyAsItSaidLast() {
    // Given
    start("vllm_load");
    Awaitility.await("a load").until(() -> load() != null);
    int before = asked.get();

    // When
    silent = true;

    // Then one that was not answered in time has passed
    Awaitility.await("two questions more").until(() -> asked.get() >= before + 2);
    assertThat(load()).isEqualTo(new ServerLoad(4, 3, 0));
    Awaitility.await("no load").atMost(Duration.ofSeconds(30)).until(() -> load() == null);
  }

  @Test
  void asksNobodyWhereThePolicyDoesNotWantIt() {
    // When
    start("weighted");

    // Then: nothing was asked when the reader's time has come more than once
    AtomicInteger times = new AtomicInteger();
    vertx.setPeriodic(VllmLoadReader.INTERVAL_MILLIS, _ -> times.incrementAndGet());
    Awaitility.await("its time").until(() -> times.get() >= 3);
    assertThat(asked).hasValue(0);
  }
}
