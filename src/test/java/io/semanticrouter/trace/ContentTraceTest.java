package io.semanticrouter.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What traces show of prompts and answers with {@code capture_content: true}. */
@QuarkusTest
@TestProfile(ContentTraceTest.Captured.class)
class ContentTraceTest extends RouterTestBase {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Personal data as texts hold it, and what stands in its place. */
  private static final String PERSONAL =
      "jane.roe@example.com, 536-22-8726, 4111 1111 1111 1111, DE89 3704 0044 0532 0130 00,"
          + " +49 30 901820, 192.168.0.17";

  private static final String MASKED =
      "[EMAIL_ADDRESS], [US_SSN], [CREDIT_CARD], [IBAN_CODE], [PHONE_NUMBER], [IP_ADDRESS]";

  private static final List<String> SECRETS = List.of(PERSONAL.split(", "));

  public static class Captured implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("observability.tracing.capture_content", "true");
    }
  }

  private Answer send(String path, String body) {
    return client.send("POST", path, keyed(), body.getBytes(UTF_8));
  }

  private static String chunks(String... pieces) {
    StringBuilder events = new StringBuilder();
    for (String piece : pieces) {
      events
          .append("data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
          .append(piece)
          .append("\"},\"finish_reason\":null}]}\n\n");
    }
    return events
        .append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
        .append("data: [DONE]\n\n")
        .toString();
  }

  private static void assertNoSecrets(TraceView trace) {
    assertThat(trace.text()).doesNotContain(SECRETS);
  }

  @Test
  void showsAChatInEachVocabulary() throws IOException {
    // Given
    harness.alpha().on(key, Reply.answer("Mail " + PERSONAL + " now."));
    String prompt = Chats.math();

    // When
    Answer answer = client.chat(Chats.of("auto", prompt + " for " + PERSONAL), keyed());

    // Then
    assertThat(answer.text()).contains(SECRETS);
    TraceView trace = traceOf(answer);
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    assertNoSecrets(trace);
    SpanView root = trace.root();
    assertThat(root.value("input.value")).isEqualTo(prompt + " for " + MASKED);
    assertThat(root.value("input.mime_type")).isEqualTo("text/plain");
    assertThat(root.value("output.value")).isEqualTo("Mail " + MASKED + " now.");
    assertThat(root.types().keySet()).noneMatch(name -> name.startsWith("llm."));
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.value("llm.input_messages.0.message.role")).isEqualTo("system");
    assertThat(upstream.value("llm.input_messages.0.message.content"))
        .as("what the model was told, with what the router put in")
        .isEqualTo("You are a mathematics expert.");
    assertThat(upstream.value("llm.input_messages.1.message.role")).isEqualTo("user");
    assertThat(upstream.value("llm.input_messages.1.message.content"))
        .isEqualTo(prompt + " for " + MASKED);
    assertThat(upstream.value("llm.output_messages.0.message.role")).isEqualTo("assistant");
    assertThat(upstream.value("llm.output_messages.0.message.content"))
        .isEqualTo("Mail " + MASKED + " now.");
    JsonNode input = JSON.readTree(upstream.string("gen_ai.input.messages"));
    assertThat(input.at("/1/parts/0/content").asText()).isEqualTo(prompt + " for " + MASKED);
    JsonNode output = JSON.readTree(upstream.string("gen_ai.output.messages"));
    assertThat(output.at("/0/parts/0/content").asText()).isEqualTo("Mail " + MASKED + " now.");
    assertThat(output.at("/0/finish_reason").asText()).isEqualTo("stop");
    trace.children().stream()
        .filter(span -> !span.name().equals(TraceView.UPSTREAM))
        .forEach(SpanContract::assertAllowed);
  }

  @Test
  void masksWhatIsSpreadOverTheEventsOfAStream() {
    // Given
    String[] letters = ("Mail " + PERSONAL + " now.").split("");
    harness.alpha().on(key, Reply.raw(chunks(letters)));

    // When
    Answer answer = client.chat(Chats.streamed("auto", Chats.math()), keyed());

    // Then
    TraceView trace = traceOf(answer);
    assertNoSecrets(trace);
    assertThat(trace.faults()).isEmpty();
    assertThat(trace.root().value("output.value")).isEqualTo("Mail " + MASKED + " now.");
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.value("llm.output_messages.0.message.content"))
        .isEqualTo("Mail " + MASKED + " now.");
    assertThat(upstream.value("llm.stream.chunks")).isEqualTo(letters.length + 1L);
  }

  @Test
  void showsHowFarABrokenStreamCame() throws IOException {
    // Given
    harness.alpha().on(key, Reply.stream(5).resetAfter(3));

    // When
    String traceId;
    try (RouterClient.Call call = client.openChat(Chats.streamed("auto", Chats.math()), keyed())) {
      traceId = call.head().header("traceresponse").orElseThrow().substring(3, 35);
      call.readUntilBroken(new ByteArrayOutputStream());
    }

    // Then
    SpanView upstream = settled(traceId).span(TraceView.UPSTREAM);
    assertThat(upstream.status()).isEqualTo("ERROR");
    assertThat(upstream.string("llm.output_messages.0.message.content")).startsWith("word0 word1");
    assertThat(upstream.string("gen_ai.output.messages")).contains("\"finish_reason\":\"error\"");
  }

  @Test
  void showsTheCallsOfTools() {
    // Given
    harness
        .alpha()
        .on(
            key,
            Reply.status(
                200,
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,"
                    + "\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":"
                    + "\"mail\",\"arguments\":\"{\\\"to\\\":\\\"jane.roe@example.com\\\"}\"}}]},"
                    + "\"finish_reason\":\"tool_calls\"}]}"));

    // When
    TraceView trace = traceOf(client.chat(Chats.of("auto", Chats.math()), keyed()));

    // Then
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    String call = "llm.output_messages.0.message.tool_calls.0.tool_call.function.";
    assertThat(upstream.value(call + "name")).isEqualTo("mail");
    assertThat(upstream.value(call + "arguments")).isEqualTo("{\"to\":\"[EMAIL_ADDRESS]\"}");
    assertThat(trace.root().value("output.value")).isEqualTo("mail({\"to\":\"[EMAIL_ADDRESS]\"})");
    assertNoSecrets(trace);
  }

  @Test
  void showsWhatTheCacheAnswered() {
    // Given
    harness.alpha().on(key, Reply.answer("Mail " + PERSONAL));
    String request = Chats.of("auto", Chats.math());
    traceOf(client.chat(request, keyed()));

    // When
    Answer again = client.chat(request, keyed());
    Answer streamed =
        client.chat(request.replace("{\"model\"", "{\"stream\":true,\"model\""), keyed());

    // Then
    assertThat(again.header("x-vsr-cache-hit")).contains("true");
    assertThat(streamed.header("x-vsr-cache-hit")).contains("true");
    for (Answer answer : List.of(again, streamed)) {
      TraceView trace = traceOf(answer);
      assertThat(trace.names()).doesNotContain(TraceView.UPSTREAM);
      assertThat(trace.root().string("input.value")).startsWith("Solve");
      assertThat(trace.root().value("output.value")).isEqualTo("Mail " + MASKED);
      assertNoSecrets(trace);
    }
  }

  @Test
  void showsWhatWasBlocked() {
    // When
    Answer answer = client.chat(Chats.of("law-strict", "For " + PERSONAL), keyed());

    // Then
    assertThat(answer.header("x-vsr-pii-violation")).contains("true");
    TraceView trace = traceOf(answer);
    assertThat(trace.root().value("security.action")).isEqualTo("blocked");
    assertThat(trace.root().value("input.value")).isEqualTo("For " + MASKED);
    assertThat(trace.root().has("output.value")).isFalse();
    assertNoSecrets(trace);
  }

  @Test
  void showsAResponse() {
    // When
    Answer whole =
        send("/v1/responses", "{\"model\":\"general\",\"input\":\"To " + PERSONAL + "\"}");
    Answer stream =
        send(
            "/v1/responses",
            "{\"model\":\"general\",\"input\":\"Hi " + key + "\",\"stream\":true}");

    // Then
    TraceView trace = traceOf(whole);
    assertNoSecrets(trace);
    assertThat(trace.root().value("input.value")).isEqualTo("To " + MASKED);
    assertThat(trace.root().value("output.value")).isEqualTo("A short answer.");
    SpanView upstream = traceOf(stream).span(TraceView.UPSTREAM);
    assertThat(upstream.value("llm.input_messages.0.message.content")).isEqualTo("Hi " + key);
    assertThat(upstream.value("llm.output_messages.0.message.content"))
        .isEqualTo("A short answer.");
    assertThat(upstream.string("gen_ai.output.messages")).contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void showsCompletionsAndEmbeddings() {
    // When
    Answer text =
        send("/v1/completions", "{\"model\":\"general\",\"prompt\":\"To " + PERSONAL + "\"}");
    Answer vector =
        send("/v1/embeddings", "{\"model\":\"general\",\"input\":[\"To " + PERSONAL + "\"]}");

    // Then
    TraceView completion = traceOf(text);
    assertNoSecrets(completion);
    assertThat(completion.root().value("input.value")).isEqualTo("To " + MASKED);
    assertThat(completion.root().value("output.value")).isEqualTo("A short text.");
    TraceView embedding = traceOf(vector);
    assertNoSecrets(embedding);
    assertThat(embedding.span(TraceView.UPSTREAM).value("llm.input_messages.0.message.content"))
        .isEqualTo("To " + MASKED);
    assertThat(embedding.root().has("output.value")).isFalse();
  }

  @Test
  void isBounded() {
    // Given
    harness.alpha().on(key, Reply.answer("word ".repeat(20_000)));
    String message = "{\"role\":\"user\",\"content\":\"" + "question ".repeat(2_000) + "\"}";
    String conversation =
        ("{\"role\":\"assistant\",\"content\":\"\"}," + message + ",").repeat(30) + message;

    // When
    Answer answer =
        client.chat("{\"model\":\"general\",\"messages\":[" + conversation + "]}", keyed());

    // Then
    TraceView trace = traceOf(answer);
    assertThat(trace.root().string("input.value")).hasSize(8_192).endsWith("…");
    assertThat(trace.root().string("output.value")).hasSize(8_192).endsWith("…");
    SpanView upstream = trace.span(TraceView.UPSTREAM);
    assertThat(upstream.types()).hasSizeLessThan(128).containsKey("llm.token_count.total");
    String shown =
        upstream.types().keySet().stream()
            .filter(name -> name.endsWith(".content"))
            .map(upstream::string)
            .collect(Collectors.joining());
    assertThat(shown).hasSize(2 * 8_192);
  }

  @Test
  void showsNoHeader() {
    // When
    Answer answer =
        client.chat(
            Chats.of("general", Chats.smallTalk()),
            keyedWith("Authorization", "Bearer sk-secret-of-the-caller"));

    // Then
    assertThat(traceOf(answer).text()).doesNotContain("sk-secret", "Bearer");
  }
}
