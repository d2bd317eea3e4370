package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Requests to an endpoint that takes one at a time, while a stream that is held keeps it busy. */
@QuarkusTest
@TestProfile(OverloadTest.OneAtATime.class)
class OverloadTest extends RouterTestBase {
  private static final String TRACE = "1af7651916cd43dd8448eb211c80319c";

  @Inject MeterRegistry meters;

  /** What is different from the router of the other tests. */
  public static class OneAtATime implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "upstream.max_in_flight_per_endpoint", "1",
          "upstream.queue.max_size", "1",
          "upstream.queue.timeout", "1h");
    }
  }

  /** A stream that has begun, so that its endpoint is full until the gate opens. */
  private RouterClient.Call busy(CountDownLatch gate) throws Exception {
    harness.alpha().on(key, Reply.stream(3).heldAfter(1, gate));
    RouterClient.Call call = client.openChat(Chats.streamed("general", "Hello " + key), keyed());
    call.next();
    return call;
  }

  private String chat() {
    return Chats.of("general", Chats.smallTalk());
  }

  private Map<String, String> somebody() {
    return Map.of("x-user-id", "another of " + key);
  }

  private void awaitQueue(int size) {
    Awaitility.await("requests that wait")
        .until(() -> meters.get("llm_backend_queue_size").gauge().value() == size);
  }

  @Test
  void aRequestWaitsForItsPlace() throws Exception {
    // Given
    CountDownLatch gate = new CountDownLatch(1);
    try (RouterClient.Call first = busy(gate)) {
      CompletableFuture<Answer> second =
          CompletableFuture.supplyAsync(() -> client.chat(chat(), somebody()));
      awaitQueue(1);

      // When
      gate.countDown();
      first.readAll();

      // Then
      Answer answer = second.get(20, TimeUnit.SECONDS);
      assertThat(answer.status()).isEqualTo(200);
      SpanView upstream = traceOf(answer).span(TraceView.UPSTREAM);
      assertThat((Double) upstream.value("backend.queue_time_ms")).isPositive();
      assertThat(upstream.value("upstream.attempts")).isEqualTo(1L);
      awaitQueue(0);
    }
  }

  @Test
  void whatTheQueueHasNoRoomForIsRefused() throws Exception {
    // Given
    CountDownLatch gate = new CountDownLatch(1);
    try (RouterClient.Call first = busy(gate);
        RouterClient.Call second = client.openChat(chat(), somebody())) {
      awaitQueue(1);

      // When
      Answer third = client.chat(chat(), somebody());

      // Then
      assertThat(third.status()).isEqualTo(503);
      assertThat(third.text()).contains("\"overloaded\"");
      assertThat(third.header("retry-after")).isPresent();
      gate.countDown();
      first.readAll();
      assertThat(second.readAll().status()).isEqualTo(200);
      assertThat(settled(third.traceId()).span(TraceView.UPSTREAM).value("error.type"))
          .isEqualTo("overloaded");
    }
  }

  @Test
  void aClientThatLeavesLeavesTheQueue() throws Exception {
    // Given
    CountDownLatch gate = new CountDownLatch(1);
    try (RouterClient.Call first = busy(gate)) {
      RouterClient.Call second =
          client.openChat(
              chat(),
              Map.of(
                  "x-user-id",
                  "another of " + key,
                  "traceparent",
                  "00-" + TRACE + "-b7ad6b7169203331-01"));
      awaitQueue(1);

      // When
      second.close();

      // Then
      awaitQueue(0);
      gate.countDown();
      first.readAll();
      SpanView upstream = settled(TRACE).span(TraceView.UPSTREAM);
      assertThat(upstream.value("error.type")).isEqualTo("client_disconnected");
      assertThat((Double) upstream.value("backend.queue_time_ms")).isPositive();
    }
  }
}
