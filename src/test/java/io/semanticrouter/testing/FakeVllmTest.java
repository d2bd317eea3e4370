package io.semanticrouter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.RouterClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tools of the other tests do what they say. */
class FakeVllmTest {
  private final FakeVllm fake = FakeVllm.start("one", "two");
  private final RouterClient client = new RouterClient("127.0.0.1", fake.port());

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void recordsTheRequestAsItStoodOnTheWire() {
    // Given
    String body = "{ \"model\" : \"one\", \"x\": \"\\u00e9é\" }";

    // When
    Answer answer = client.chat(body, Map.of(FakeVllm.KEY_HEADER, "k", "X-Odd", "a,b"));

    // Then
    assertThat(answer.status()).isEqualTo(200);
    Exchange exchange = fake.await("k");
    assertThat(exchange.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    assertThat(exchange.request().header("x-odd")).contains("a,b");
    assertThat(answer.body()).isEqualTo(exchange.sentBody());
  }

  @Test
  void streamsEventsOneByOne() {
    // Given
    Reply.Stream script = Reply.stream(5).withUsage().every(Duration.ofMillis(1));
    fake.next(script);

    // When
    Answer answer = client.chat("{}", Map.of());

    // Then
    assertThat(answer.text()).isEqualTo(String.join("", script.events()));
    assertThat(answer.text()).endsWith("data: [DONE]\n\n").contains("\"usage\":{");
  }

  @Test
  void cutsAStream() throws IOException {
    // Given
    fake.next(Reply.stream(5).resetAfter(2));
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    // When
    boolean broken;
    try (RouterClient.Call call = client.openChat("{}", Map.of())) {
      broken = call.readUntilBroken(read);
    }

    // Then
    assertThat(broken).isTrue();
  }

  @Test
  void noticesThatTheClientLeft() throws Exception {
    // Given
    fake.on("k", Reply.never());

    // When
    try (RouterClient.Call call = client.openChat("{}", Chats.key("k"))) {
      assertThat(call).isNotNull();
      fake.await("k");
    }

    // Then
    assertThat(fake.await("k").clientGone().get(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void listsItsModels() {
    // When
    Answer answer = client.send("GET", "/v1/models", Map.of(), new byte[0]);

    // Then
    assertThat(answer.text()).contains("\"id\":\"one\"").contains("\"id\":\"two\"");
    assertThat(fake.exchanges()).isEmpty();
  }
}
