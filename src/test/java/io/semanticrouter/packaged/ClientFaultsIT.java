package io.semanticrouter.packaged;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that read slowly or leave when they like. */
class ClientFaultsIT extends FaultsTestBase {
  private static final int MOMENTS = 20;
  private static final byte[] MEBIBYTE = new byte[1 << 20];
  private static final int OFFERED = 64;

  /**
   * What may be on its way from a backend to a client that does not read: the kernel keeps up to 6
   * MiB for each of two readers and 4 for each of two writers.
   */
  private static final int ON_ITS_WAY = 24;

  static {
    Arrays.fill(MEBIBYTE, (byte) 'x');
    MEBIBYTE[0] = ':';
    MEBIBYTE[MEBIBYTE.length - 1] = '\n';
  }

  @Override
  More more() {
    return new More("", "  impatient: {preferred_endpoints: [alpha], timeouts: {idle: 1s}}\n");
  }

  @Test
  void readSlowly() throws IOException {
    // Given
    harness.alpha().on(key, Reply.raw(Collections.nCopies(OFFERED, MEBIBYTE)));
    List<RouterClient.Call> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(router.client().openChat(Chats.streamed("impatient", Chats.smallTalk()), keyed()));
      calls.getLast().head();
    }

    // When nobody reads for longer than a backend may be silent
    List<Exchange> exchanges = harness.alpha().exchanges(key);
    awaitStandstill(exchanges);

    // Then the backends wait, and nobody is blamed
    assertThat(exchanges)
        .hasSize(3)
        .allSatisfy(
            exchange ->
                assertThat(exchange.sentBody().length)
                    .isLessThanOrEqualTo(ON_ITS_WAY * MEBIBYTE.length));

    // When one reads on and the others leave
    calls.get(1).close();
    calls.get(2).close();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    boolean broken = calls.get(0).readUntilBroken(read);
    calls.get(0).close();

    // Then
    assertThat(broken).isFalse();
    assertThat(read.size()).isEqualTo(OFFERED * MEBIBYTE.length);
    Awaitility.await("two backends to learn that nobody reads")
        .atMost(Duration.ofSeconds(20))
        .until(() -> exchanges.stream().filter(e -> e.clientGone().isDone()).count() == 2);
  }

  /** Until no backend has sent anything more for 1.5 s. */
  private static void awaitStandstill(List<Exchange> exchanges) {
    AtomicLong before = new AtomicLong(-1);
    Awaitility.await("all to stand still")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1_500))
        .until(
            () -> {
              long sent = exchanges.stream().mapToLong(e -> e.sentBody().length).sum();
              return before.getAndSet(sent) == sent;
            });
  }

  @Test
  void leaveAtRandomMoments() throws IOException {
    // Given
    Random random = new Random(20);
    harness.alpha().on(key, Reply.stream(1_000).every(Duration.ofMillis(2)));
    List<String> traces = new ArrayList<>();

    // When
    for (int i = 0; i < MOMENTS; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      String trace = HexFormat.of().formatHex(id);
      boolean headSent = leave(trace, random, i % 2 == 0);
      if (headSent) {
        traces.add(trace);
      }
    }

    // Then every request that had begun has ended, as far as it had come
    assertThat(traces).hasSizeGreaterThan(MOMENTS / 2);
    for (String id : traces) {
      TraceView trace = harness.receiver().awaitTrace(id);
      assertThat(trace.faults()).isEmpty();
      trace.spans().stream()
          .filter(span -> span.name().equals(TraceView.UPSTREAM))
          .forEach(ClientFaultsIT::assertCancelled);
    }
    assertThat(harness.alpha().exchanges(key))
        .allSatisfy(
            exchange -> assertThat(exchange.clientGone()).succeedsWithin(Duration.ofSeconds(20)));
  }

  private static void assertCancelled(SpanView upstream) {
    assertThat(upstream.status()).isEqualTo("ERROR");
    assertThat(upstream.value("error.type")).isEqualTo("client_disconnected");
  }

  /**
   * Leaves while it sends its request, or while it reads the answer; in order or with a reset.
   *
   * @return true if the request's head was sent, so that there is a trace
   */
  private boolean leave(String trace, Random random, boolean whileSending) throws IOException {
    String body = Chats.streamed("general", Chats.smallTalk());
    String head =
        """
        POST /v1/chat/completions HTTP/1.1\r
        host: localhost\r
        content-type: application/json\r
        content-length: %d\r
        %s: %s\r
        traceparent: 00-%s-00f067aa0ba902b7-01\r
        \r
        """
            .formatted(body.length(), FakeVllm.KEY_HEADER, key, trace);
    byte[] request = (head + body).getBytes(ISO_8859_1);
    int sent = whileSending ? random.nextInt(request.length) : request.length;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.port())) {
      socket.getOutputStream().write(request, 0, sent);
      if (!whileSending) {
        socket.getInputStream().readNBytes(random.nextInt(5_000));
      }
      if (random.nextBoolean()) {
        socket.setSoLinger(true, 0);
      }
    }
    return sent >= head.length();
  }
}
