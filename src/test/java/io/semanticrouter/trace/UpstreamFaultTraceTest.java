package io.semanticrouter.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a caller and a trace see of backends that fail. */
@QuarkusTest
class UpstreamFaultTraceTest extends RouterTestBase {

  private Answer askGeneral() {
    return client.chat(Chats.of("general", Chats.smallTalk()), keyed());
  }

  @Test
  void goesOnToTheNextEndpointWhereOneRefusesTheConnection() {
    // When
    Answer answer = client.chat(Chats.of("auto", Chats.code()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vsr-destination-endpoint")).contains("beta");
    assertThat(harness.beta().await(key).request().header("x-vsr-destination-endpoint"))
        .contains("beta");
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.span(TraceView.UPSTREAM).value("endpoint.name")).isEqualTo("beta");
    assertThat(trace.span(TraceView.UPSTREAM).status()).isEqualTo("UNSET");
    assertThat(trace.span(TraceView.UPSTREAM).value("upstream.attempts")).isEqualTo(2L);
    assertThat(trace.span(TraceView.UPSTREAM).event("attempt_failed").attributes().toString())
        .contains("refusing")
        .contains("connect_error");
    assertThat(trace.span(TraceView.BACKEND).value("backend.candidates").toString())
        .contains("beta")
        .contains("refusing");
    assertThat(trace.root().status()).isEqualTo("UNSET");
  }

  @Test
  void answers502WhereEveryEndpointRefuses() {
    // When
    Answer answer = client.chat(Chats.of("stranded", Chats.smallTalk()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("\"upstream_error\"").contains("\"bad_gateway\"");
    TraceView trace = traceOf(answer);
    assertFailed(trace);
    assertThat(trace.root().status()).isEqualTo("ERROR");
    assertThat(trace.root().value("http.response.status_code")).isEqualTo(502L);
    assertThat(trace.span(TraceView.UPSTREAM).event("exception").attributes())
        .containsKey("exception.type");
  }

  @Test
  void seesThatABackendFailedWithinAStream() {
    // Given as vLLM says it
    String stream =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":\"Well\"},\"finish_reason\":null}]}\n\n"
            + "data: {\"error\": {\"message\": \"out of memory\", \"code\": 500}}\n\n"
            + "data: [DONE]\n\n";
    harness.alpha().on(key, Reply.raw(stream));
    harness.beta().on(key, Reply.raw(stream));

    // When
    Answer answer = client.chat(Chats.streamed("general", Chats.smallTalk()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(stream);
    TraceView trace = traceOf(answer);
    assertThat(trace.span(TraceView.UPSTREAM).status()).isEqualTo("ERROR");
    assertThat(trace.span(TraceView.UPSTREAM).value("error.type")).isEqualTo("answer_error");
    assertThat(trace.root().value("error.type")).isEqualTo("answer_error");
    assertThat(trace.text()).doesNotContain("out of memory");
  }

  @Test
  void relaysAnErrorOfTheBackendAsItIs() {
    // Given
    String body = "{ \"object\":\"error\", \"message\":\"CUDA out of memory\",\"code\":500}";
    harness.alpha().on(key, Reply.status(500, body));

    // When
    Answer answer = askGeneral();

    // Then
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).isEqualTo(body);
    TraceView trace = traceOf(answer);
    assertFailed(trace);
    assertThat(trace.span(TraceView.UPSTREAM).value("http.response.status_code")).isEqualTo(500L);
    assertThat(trace.root().status()).isEqualTo("ERROR");
    assertThat(trace.root().value("http.response.status_code")).isEqualTo(500L);
    assertThat(trace.text()).doesNotContain("CUDA");
  }

  @Test
  void relaysARefusalOfTheBackendAsItIs() {
    // Given
    String body = "{\"error\":{\"message\":\"context is too long\",\"code\":400}}";
    harness.alpha().on(key, Reply.status(400, body));

    // When
    Answer answer = askGeneral();

    // Then
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).isEqualTo(body);
    TraceView trace = traceOf(answer);
    assertThat(trace.root().status()).isEqualTo("UNSET");
    assertThat(trace.span(TraceView.UPSTREAM).value("http.response.status_code")).isEqualTo(400L);
  }

  @Test
  void answers502WhereTheBackendBreaksBeforeItsHead() {
    // Given
    harness.alpha().on(key, Reply.reset());

    // When
    Answer answer = askGeneral();

    // Then
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.text()).contains("\"bad_gateway\"");
    TraceView trace = traceOf(answer);
    assertFailed(trace);
    assertThat(trace.root().status()).isEqualTo("ERROR");
  }

  @Test
  void breaksOffWhereTheBackendResetsAStream() throws IOException {
    // Given
    harness.alpha().on(key, Reply.stream(20).every(Duration.ofMillis(2)).resetAfter(9));

    // When
    assertBrokenStream();
  }

  @Test
  void breaksOffWhereTheBackendClosesAStreamEarly() throws IOException {
    // Given
    harness.alpha().on(key, Reply.stream(20).every(Duration.ofMillis(2)).cutAfter(9));

    // When
    assertBrokenStream();
  }

  /** The caller gets a beginning of what the backend sent and cannot take it for the whole. */
  private void assertBrokenStream() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    String trace;
    boolean broken;
    try (RouterClient.Call call =
        client.openChat(Chats.streamed("general", Chats.smallTalk()), keyed())) {
      trace = call.head().header("traceresponse").orElseThrow().split("-", 4)[1];
      broken = call.readUntilBroken(read);
    }
    // Then
    Exchange exchange = harness.alpha().await(key);
    byte[] sent = exchange.sentBody();
    assertThat(read.toString(StandardCharsets.UTF_8)).doesNotContain("[DONE]");
    int relayed = Math.min(read.size(), sent.length);
    assertThat(Arrays.copyOf(read.toByteArray(), relayed)).isEqualTo(Arrays.copyOf(sent, relayed));
    assertThat(broken).as("the caller can tell that the answer is not whole").isTrue();
    assertFailed(settled(trace));
  }

  /** Every stage has a span, all are finished, and the upstream span says what went wrong. */
  private static void assertFailed(TraceView trace) {
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.spans()).allSatisfy(SpanContract::assertAllowed);
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.status()).isEqualTo("ERROR");
    assertThat(upstream.statusDescription()).isNotBlank();
    assertThat(upstream.string("error.type")).isNotBlank();
  }
}
