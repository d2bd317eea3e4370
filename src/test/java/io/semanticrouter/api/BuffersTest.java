package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.backend.EndpointLoads;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterTestBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong with a request, its buffers are given back, and its place at the endpoint.
 */
@QuarkusTest
class BuffersTest extends RouterTestBase {
  private static final int ROUNDS = 100;

  /** What may be in use at a moment for what goes on beside: spans that are sent, a connection. */
  private static final int BESIDE = 20;

  private static final PooledByteBufAllocator BUFFERS =
      (PooledByteBufAllocator) VertxByteBufAllocator.POOLED_ALLOCATOR;

  @Inject Vertx vertx;
  @Inject EndpointLoads loads;
  @Inject RouterConfig config;

  /** What may go wrong. */
  enum Fault {
    NONE(Reply.stream(3), true),
    CUT(Reply.stream(3).cutAfter(1), true),
    RESET(Reply.reset(), true),
    RESET_IN_MID_STREAM(Reply.stream(3).resetAfter(1), true),
    GARBAGE(Reply.raw(List.of(new byte[50_000])), true),
    NO_HTTP(Reply.wire("\0\0\0\0\r\n"), true),
    CUT_IN_MID_CHUNK(Reply.wire(Reply.STREAM_HEAD + "100\r\ndata: {"), true),
    CLIENT_LEAVES_UNANSWERED(Reply.never(), false),
    CLIENT_LEAVES_IN_MID_STREAM(Reply.stream(1_000).every(Duration.ofMillis(1)), false),
    CLIENT_LEAVES_UNREAD(Reply.raw(List.of(new byte[1 << 20])), false);

    private final Reply reply;
    private final boolean readToTheEnd;

    Fault(Reply reply, boolean readToTheEnd) {
      this.reply = reply;
      this.readToTheEnd = readToTheEnd;
    }
  }

  private void meet(Fault fault, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      int before = harness.alpha().exchanges(key).size();
      try (RouterClient.Call call =
          client.openChat(Chats.streamed("general", Chats.smallTalk()), keyed())) {
        if (fault.readToTheEnd) {
          call.readUntilBroken(new ByteArrayOutputStream());
        } else {
          Awaitility.await("the request")
              .until(() -> harness.alpha().exchanges(key).size() > before);
        }
      }
    }
  }

  /** Buffers that are in use, less those that a thread keeps for later. */
  private long inUse() {
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      loop.submit(BUFFERS::trimCurrentThreadCache).syncUninterruptibly();
    }
    return Stream.concat(
            BUFFERS.metric().directArenas().stream(), BUFFERS.metric().heapArenas().stream())
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  private boolean nothingInFlight() {
    return config.endpoints().stream().allMatch(e -> loads.of(e).inFlight() == 0);
  }

  @ParameterizedTest
  @EnumSource
  void areGivenBack(Fault fault) throws IOException {
    // Given
    harness.alpha().on(key, fault.reply);
    meet(fault, 10);
    Awaitility.await("places to be free").until(this::nothingInFlight);
    long atRest = inUse();

    // When
    meet(fault, ROUNDS);

    // Then
    Awaitility.await("places to be free").until(this::nothingInFlight);
    Awaitility.await("buffers to be given back")
        .untilAsserted(() -> assertThat(inUse()).isLessThanOrEqualTo(atRest + BESIDE));
  }
}
