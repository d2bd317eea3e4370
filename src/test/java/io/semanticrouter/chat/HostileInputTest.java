package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.HostileInputs;
import io.semanticrouter.testing.HostileInputs.Case;
import io.semanticrouter.testing.LogCapture;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: a clear refusal, and nothing of its content anywhere. */
@QuarkusTest
class HostileInputTest extends RouterTestBase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LogCapture log;

  static Stream<Case> inputs() {
    return HostileInputs.all().stream();
  }

  @BeforeEach
  void listen() {
    log = LogCapture.start();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void comesInTwoHundredForms() {
    assertThat(HostileInputs.all()).hasSizeGreaterThan(200);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isRefused(Case hostile) throws IOException {
    // When
    Answer answer =
        client.send(hostile.method(), hostile.path(), hostile.headers(), hostile.body().bytes());

    // Then
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.header("content-type").orElse("")).startsWith("application/json");
    assertOpenAiError(answer);
    assertThat(answer.text()).doesNotContain(HostileInputs.CANARY);
    assertThat(log.lines()).noneMatch(line -> line.contains(HostileInputs.CANARY));
  }

  @Test
  void leavesNoTraceOfItsContent() {
    // Given
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(HostileInputs.CANARY, HostileInputs.CANARY);

    // When
    Answer cut = client.chat(body.substring(0, body.length() - 3), keyed());

    // Then
    assertThat(cut.status()).isEqualTo(400);
    assertThat(traceOf(cut).text()).doesNotContain(HostileInputs.CANARY);
    assertThat(harness.receiver().spans().toString()).doesNotContain(HostileInputs.CANARY);
  }

  @Test
  void leavesTheRouterWell() {
    // Given
    Answer refused = client.chat("[".repeat(200_000), keyed());

    // When
    Answer answer = client.chat(Chats.of("general", Chats.smallTalk()), keyed());

    // Then
    assertThat(refused.status()).isEqualTo(400);
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void isToldWhatIsAllowed() {
    // When
    Answer wrongMethod = client.send("GET", "/v1/chat/completions", Chats.NO_HEADERS, new byte[0]);
    Answer tooLarge = client.chat(" ".repeat(11 * 1024 * 1024), keyed());
    Answer notJson = client.chat("hello", keyedWith("content-type", "text/plain"));

    // Then
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("allow").orElse("")).contains("POST");
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(notJson.status()).isEqualTo(415);
  }

  private static void assertOpenAiError(Answer answer) throws IOException {
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.size()).as(answer.text()).isEqualTo(1);
    JsonNode error = body.get("error");
    assertThat(error.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.get("message").asText()).isNotBlank();
    assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
  }
}
