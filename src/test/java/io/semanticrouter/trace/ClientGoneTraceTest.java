package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers that do not wait for the answer. */
@QuarkusTest
class ClientGoneTraceTest extends RouterTestBase {
  /** The contract's limit: how soon the backend learns that nobody listens. */
  private static final Duration NOTICE = Duration.ofSeconds(1);

  private String traceId;
  private Map<String, String> headers;

  @BeforeEach
  void nameTheTrace() {
    traceId = UUID.randomUUID().toString().replace("-", "");
    headers = keyedWith("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01");
  }

  @Test
  void cancelsTheBackendBeforeTheFirstByte() throws Exception {
    // Given
    harness.alpha().on(key, Reply.never());

    // When
    Instant left;
    Exchange exchange;
    try (RouterClient.Call call =
        client.openChat(Chats.of("general", Chats.smallTalk()), headers)) {
      assertThat(call).isNotNull();
      exchange = harness.alpha().await(key);
      left = Instant.now();
    }

    // Then
    assertNoticed(exchange, left);
    assertCancelled(settled(traceId));
  }

  @Test
  void cancelsTheBackendInMidStream() throws Exception {
    // Given
    harness.alpha().on(key, Reply.stream(100_000).every(Duration.ofMillis(5)));

    // When
    Instant left;
    Exchange exchange;
    try (RouterClient.Call call =
        client.openChat(Chats.streamed("general", Chats.smallTalk()), headers)) {
      exchange = harness.alpha().await(key);
      assertThat(call.next()).isNotEmpty();
      assertThat(call.next()).isNotEmpty();
      left = Instant.now();
    }

    // Then
    assertNoticed(exchange, left);
    assertCancelled(settled(traceId));
  }

  @Test
  void cancelsTheBackendThatIsSilentInMidStream() throws Exception {
    // Given
    harness.alpha().on(key, Reply.stream(3).every(Duration.ofMinutes(1)));

    // When
    Instant left;
    Exchange exchange;
    try (RouterClient.Call call =
        client.openChat(Chats.streamed("general", Chats.smallTalk()), headers)) {
      exchange = harness.alpha().await(key);
      assertThat(call.next()).isNotEmpty();
      left = Instant.now();
    }

    // Then
    assertNoticed(exchange, left);
    assertCancelled(settled(traceId));
  }

  @Test
  void failsTheRootOfAClientThatLeavesWithinItsBody() throws Exception {
    // Given
    headers.put("expect", "100-continue");
    headers.put("content-length", "1000");

    // When
    try (RouterClient.Call call = client.openChat("{", headers)) {
      assertThat(call.head().firstLine()).contains(" 100 ");
    }

    // Then
    assertLeftUnrouted(settled(traceId));
  }

  @Test
  void failsTheRootOfAStreamThatIsResetWithinItsBody() throws Exception {
    // Given
    HttpClientOptions http2 =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    Vertx vertx = Vertx.vertx();
    HttpClient other = vertx.createHttpClient(http2);
    CountDownLatch invited = new CountDownLatch(1);
    RequestOptions chat =
        new RequestOptions()
            .setAbsoluteURI(url().toURI().resolve("/v1/chat/completions").toString())
            .setMethod(HttpMethod.POST);
    headers.forEach(chat::putHeader);
    chat.putHeader("content-type", "application/json").putHeader("expect", "100-continue");

    // When
    other
        .request(chat)
        .onSuccess(
            request -> {
              request.exceptionHandler(_ -> {}); // its own reset
              request.setChunked(true).continueHandler(_ -> invited.countDown());
              request.sendHead();
              request.write("{");
              vertx
                  .executeBlocking(() -> invited.await(20, TimeUnit.SECONDS))
                  .onComplete(_ -> request.reset());
            });

    // Then
    try {
      assertLeftUnrouted(settled(traceId));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void assertLeftUnrouted(TraceView trace) {
    assertThat(trace.names()).containsExactly(TraceView.ROOT);
    assertThat(trace.root().status()).isEqualTo("ERROR");
    assertThat(trace.root().value("error.type")).isEqualTo("client_disconnected");
  }

  private static void assertNoticed(Exchange exchange, Instant left) throws Exception {
    Instant noticed = exchange.clientGone().get(20, TimeUnit.SECONDS);
    assertThat(Duration.between(left, noticed)).isLessThan(NOTICE);
  }

  private static void assertCancelled(TraceView trace) {
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.spans()).allSatisfy(SpanContract::assertAllowed);
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.status()).isEqualTo("ERROR");
    assertThat(upstream.value("error.type")).isEqualTo("client_disconnected");
  }
}
