package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller sees of each time limit, which every model may have of its own. */
@QuarkusTest
@TestProfile(TimeoutsTest.Limits.class)
class TimeoutsTest extends RouterTestBase {
  private static final String SHORT_FIRST_BYTE = "general";
  private static final String SHORT_IDLE = "math-large";
  private static final String SHORT_TOTAL = "law-strict";

  /** One short limit for each of three models; the common ones are longer than any test waits. */
  public static class Limits implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "model_config.general.timeouts.first_byte", "200ms",
          "model_config.math-large.timeouts.idle", "1s",
          "model_config.law-strict.timeouts.total", "2s",
          "upstream.first_byte_timeout", "10m",
          "upstream.idle_timeout", "10m",
          "upstream.total_timeout", "20m");
    }
  }

  private void bothAnswer(Reply reply) {
    harness.alpha().on(key, reply);
    harness.beta().on(key, reply);
  }

  private Answer ask(String model) {
    return client.chat(Chats.of(model, Chats.smallTalk()), keyed());
  }

  @Test
  void aModelThatSendsNoFirstByteIsA504() {
    // Given
    bothAnswer(Reply.never());

    // When
    Answer answer = ask(SHORT_FIRST_BYTE);

    // Then
    assertTimedOut(answer, "The backend sent no first byte within 200 ms.");
  }

  @Test
  void theTotalTimeBeforeTheFirstByteIsA504() {
    // Given
    bothAnswer(Reply.never());

    // When
    Answer answer = ask(SHORT_TOTAL);

    // Then
    assertTimedOut(answer, "The backend did not finish within 2000 ms.");
  }

  @Test
  void aHeadThatNothingFollowsIsA504() {
    // Given
    bothAnswer(Reply.stalled(""));

    // When
    Answer answer = ask(SHORT_IDLE);

    // Then
    assertTimedOut(answer, "The backend sent nothing for 1000 ms.");
    assertThat(answer.header("x-backend")).as("a header of the answer that did not come").isEmpty();
  }

  @Test
  void aModelWithoutALimitOfItsOwnHasTheCommonOne() {
    // Given
    bothAnswer(Reply.answer("late").after(Duration.ofMillis(400)));

    // When
    Answer answer = ask(SHORT_IDLE);

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("late");
  }

  @Test
  void aStreamThatFallsSilentSaysSoAndBreaks() throws IOException {
    // Given
    bothAnswer(Reply.stream(3).every(Duration.ofHours(1)));

    // When
    assertBroken(SHORT_IDLE, true);
  }

  @Test
  void aStreamThatTakesTooLongInAllSaysSoAndBreaks() throws IOException {
    // Given
    bothAnswer(Reply.stream(2_000).every(Duration.ofMillis(5)));

    // When
    assertBroken(SHORT_TOTAL, true);
  }

  @Test
  void anAnswerThatFallsSilentBreaks() throws IOException {
    // Given
    bothAnswer(Reply.stalled("{\"choices\":["));

    // When
    assertBroken(SHORT_IDLE, false);
  }

  @Test
  void anAnswerThatTakesTooLongInAllBreaks() throws IOException {
    // Given
    bothAnswer(Reply.stalled("{\"choices\":["));

    // When
    assertBroken(SHORT_TOTAL, false);
  }

  private void assertTimedOut(Answer answer, String message) {
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(answer.text())
        .contains("\"type\":\"upstream_error\"", "\"code\":\"upstream_timeout\"", message);
    assertTimedOut(traceOf(answer));
    assertThat(traceOf(answer).root().value("http.response.status_code")).isEqualTo(504L);
  }

  private static void assertTimedOut(TraceView trace) {
    assertThat(trace.span(TraceView.UPSTREAM).value("error.type")).isEqualTo("timeout");
    assertThat(trace.root().status()).isEqualTo("ERROR");
  }

  /** The caller got a beginning and can tell that it is not the whole; a stream says why. */
  private void assertBroken(String model, boolean stream) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    String trace;
    boolean broken;
    String prompt = Chats.smallTalk();
    try (RouterClient.Call call =
        client.openChat(
            stream ? Chats.streamed(model, prompt) : Chats.of(model, prompt), keyed())) {
      trace = call.head().header("traceresponse").orElseThrow().split("-", 4)[1];
      broken = call.readUntilBroken(received);
    }
    // Then
    assertThat(broken).as("no clean end of the body").isTrue();
    String text = received.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("\"choices\":[").doesNotContain("[DONE]");
    assertThat(text.contains("data: {\"error\":{")).isEqualTo(stream);
    assertThat(text.contains("\"code\":\"upstream_timeout\"")).isEqualTo(stream);
    assertTimedOut(settled(trace));
  }
}
