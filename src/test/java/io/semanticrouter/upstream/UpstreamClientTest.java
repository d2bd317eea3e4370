package io.semanticrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that share connections to a backend, which here speaks HTTP by hand. */
class UpstreamClientTest {
  private static final String WHOLE_ANSWER =
      """
      HTTP/1.1 200 OK
      content-type: application/json
      transfer-encoding: chunked

      2
      {}
      0

      """
          .replace("\n", "\r\n");

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<NetSocket> requests = new LinkedBlockingQueue<>();
  private final UpstreamClient client =
      Calls.client(vertx, Configs.of("{}").load(), new EndpointLoads());
  private NetServer backend;
  private RouterConfig config;

  @BeforeEach
  void startBackend() {
    backend =
        vertx
            .createNetServer()
            // Each request here is one small write, so it comes as one buffer.
            .connectHandler(socket -> socket.handler(_ -> requests.add(socket)))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    config =
        Configs.of(
                "vllm_endpoints: [{name: b, address: 127.0.0.1, port: %d}]"
                    .formatted(backend.actualPort()))
            .load();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private NetSocket nextRequest() throws InterruptedException {
    NetSocket socket = requests.poll(20, TimeUnit.SECONDS);
    assertThat(socket).as("a request reached the backend").isNotNull();
    return socket;
  }

  private Future<UpstreamResult> forward(Context loop, Sink sink) {
    Promise<UpstreamResult> result = Promise.promise();
    loop.runOnContext(
        _ ->
            client
                .forward(StageSpan.OFF, Calls.to(config.endpoints(), config), sink, config)
                .onComplete(result));
    return result.future();
  }

  private static UpstreamResult await(Future<UpstreamResult> result) {
    return result.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void aClientThatLeavesDoesNotCloseTheConnectionOfAnother() throws Exception {
    // Given an answer that has come whole, to a client that does not read it
    Context loop = vertx.getOrCreateContext();
    Sink slow = new Sink(true);
    Future<UpstreamResult> first = forward(loop, slow);
    NetSocket connection = nextRequest();
    connection.write(WHOLE_ANSWER);
    slow.written.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    // and a request that has its connection now
    Future<UpstreamResult> second = forward(loop, new Sink(false));
    assertThat(nextRequest()).isSameAs(connection);

    // When
    loop.runOnContext(_ -> slow.leave());
    assertThat(await(first).failure().kind()).isEqualTo(UpstreamFailure.Kind.CLIENT_GONE);
    connection.write(WHOLE_ANSWER);

    // Then
    UpstreamResult result = await(second);
    assertThat(result.failure()).isNull();
    assertThat(result.status()).isEqualTo(200);
  }

  @Test
  void aClientThatLeavesCancelsTheBackend() throws Exception {
    // Given
    Context loop = vertx.getOrCreateContext();
    Sink sink = new Sink(false);
    Future<UpstreamResult> result = forward(loop, sink);
    NetSocket connection = nextRequest();
    Promise<Void> closed = Promise.promise();
    connection.closeHandler(_ -> closed.complete());

    // When
    loop.runOnContext(_ -> sink.leave());

    // Then
    assertThat(await(result).failure().kind()).isEqualTo(UpstreamFailure.Kind.CLIENT_GONE);
    closed.future().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void eachEventLoopHasItsOwnConnections() throws Exception {
    // Given
    Context one = newLoop();
    Context other = newLoop();
    Future<UpstreamResult> first = forward(one, new Sink(false));
    NetSocket connection = nextRequest();
    connection.write(WHOLE_ANSWER);
    await(first);

    // When
    Future<UpstreamResult> same = forward(one, new Sink(false));
    NetSocket again = nextRequest();
    again.write(WHOLE_ANSWER);
    await(same);
    Future<UpstreamResult> elsewhere = forward(other, new Sink(false));
    NetSocket foreign = nextRequest();
    foreign.write(WHOLE_ANSWER);

    // Then
    assertThat(await(elsewhere).status()).isEqualTo(200);
    assertThat(again).isSameAs(connection);
    assertThat(foreign).isNotSameAs(connection);
  }

  /** A context on an event loop of its own: the test's thread would always get the same. */
  private Context newLoop() throws Exception {
    Promise<Context> context = Promise.promise();
    Thread.ofPlatform().start(() -> context.complete(vertx.getOrCreateContext())).join();
    return context.future().result();
  }
}
