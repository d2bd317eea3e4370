package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.LogCapture;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Log lines that are written while a request is handled. */
@QuarkusTest
@TestProfile(LogLinesTest.Talkative.class)
class LogLinesTest extends RouterTestBase {

  /** What is different from the router of the other tests: each failure is logged. */
  public static class Talkative implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "upstream.ejection.consecutive_failures", "1",
          "upstream.first_byte_timeout", "300ms");
    }
  }

  private Map<String, String> idsOf(Answer answer) {
    return Map.of(
        "traceId", answer.traceId(), "spanId", answer.rootSpanId(), "requestId", "req-" + key);
  }

  @Test
  void nameTheRequestWhoseConnectionFailed() {
    try (LogCapture log = LogCapture.start()) {
      // When
      Answer answer =
          client.chat(
              Chats.of("stranded", Chats.smallTalk()), keyedWith("x-request-id", "req-" + key));

      // Then
      assertThat(answer.status()).isEqualTo(502);
      assertThat(log.idsOf("Endpoint refusing failed")).containsExactly(idsOf(answer));
    }
  }

  @Test
  void nameTheRequestThatWasNotAnsweredInTime() {
    // Given
    harness.beta().on(key, Reply.never());

    try (LogCapture log = LogCapture.start()) {
      // When
      Answer answer =
          client.chat(
              Chats.of("law-strict", Chats.smallTalk()), keyedWith("x-request-id", "req-" + key));

      // Then
      assertThat(answer.status()).isEqualTo(504);
      assertThat(log.idsOf("Endpoint beta failed")).containsExactly(idsOf(answer));
    }
  }

  @Test
  void nameTheRequestThatWasAnsweredBadly() {
    // Given
    harness.alpha().on(key, Reply.status(500, "{}"));

    try (LogCapture log = LogCapture.start()) {
      // When
      Answer answer =
          client.chat(
              Chats.of("general", Chats.smallTalk()), keyedWith("x-request-id", "req-" + key));

      // Then
      assertThat(log.idsOf("Endpoint alpha failed")).containsExactly(idsOf(answer));
    }
  }
}
