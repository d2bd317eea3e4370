package io.semanticrouter.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.Exchange;
import io.semanticrouter.testing.JsonSlices;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import io.semanticrouter.testing.SpanContract;
import io.semanticrouter.testing.SpanView;
import io.semanticrouter.testing.TraceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Streams whose token counts the router asks for in the client's place. */
@QuarkusTest
class StreamUsageTest extends RouterTestBase {
  private static final String HEAD =
      "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"served\",\"choices\":[";
  private static final String USAGE =
      HEAD + "],\"usage\":{\"prompt_tokens\":4,\"total_tokens\":6,\"completion_tokens\":2}}\n\n";

  private static String token(String word) {
    return HEAD + "{\"index\":0,\"delta\":{\"content\":\"" + word + "\"}}]}\n\n";
  }

  /** A request for a stream, with some members more. */
  private static String streamed(String more) {
    return Chats.of("general", Chats.smallTalk())
        .replace("{\"model\"", "{\"stream\":true" + more + ",\"model\"");
  }

  private String optionsReceived() {
    String body = harness.alpha().await(key).request().bodyText();
    return JsonSlices.value(body, "stream_options").orElse("none");
  }

  private void assertCounts(Answer answer, long prompt, long completion) {
    SpanView upstream = traceOf(answer).span(TraceView.UPSTREAM);
    assertThat(upstream.types()).containsAllEntriesOf(SpanContract.streamingKeys());
    assertThat(upstream.value("llm.token_count.prompt")).isEqualTo(prompt);
    assertThat(upstream.value("llm.token_count.completion")).isEqualTo(completion);
    assertThat(upstream.value("llm.token_count.total")).isEqualTo(prompt + completion);
    assertThat(upstream.value("gen_ai.usage.input_tokens")).isEqualTo(prompt);
    assertThat(upstream.value("gen_ai.usage.output_tokens")).isEqualTo(completion);
  }

  @Test
  void countsTokensThatTheClientDidNotAskFor() {
    // When
    Answer answer = client.chat(streamed(""), keyed());

    // Then
    assertThat(optionsReceived()).isEqualTo("{\"include_usage\":true}");
    assertThat(answer.text()).isEqualTo(String.join("", Reply.stream(3).events()));
    assertThat(new String(harness.alpha().await(key).sentBody(), UTF_8)).contains("\"usage\"");
    assertCounts(answer, 11, 3);
  }

  @Test
  void keepsTheOtherStreamOptions() {
    // When
    Answer answer =
        client.chat(
            streamed(",\"stream_options\":{\"include_usage\": false, \"include_obfuscation\":1.0}"),
            keyed());

    // Then
    assertThat(optionsReceived())
        .isEqualTo("{\"include_usage\": true, \"include_obfuscation\":1.0}");
    assertThat(answer.text()).isEqualTo(String.join("", Reply.stream(3).events()));
  }

  @Test
  void givesAClientThatAsksWhatItAskedFor() {
    // When
    Answer answer =
        client.chat(streamed(",\"stream_options\":{ \"include_usage\" : true }"), keyed());

    // Then
    assertThat(optionsReceived()).isEqualTo("{ \"include_usage\" : true }");
    assertThat(answer.body()).isEqualTo(harness.alpha().await(key).sentBody());
    assertThat(answer.text()).contains("\"usage\"");
  }

  @Test
  void leavesRequestsAloneThatDoNotStream() {
    // When
    Answer answer = client.chat(Chats.of("general", Chats.smallTalk()), keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    assertThat(optionsReceived()).isEqualTo("none");
  }

  @Test
  void relaysEveryOtherByteWhateverTheChunks() {
    // Given
    String before =
        "\uFEFF: ping\r\n\r\n"
            + (token("世界😀") + token(" é")).replace("\n", "\r\n")
            + "retry: 5\r\n\r\n";
    String usage = USAGE.replace("\n", "\r\n");
    String after = "event: end\r\ndata: [DONE]";
    byte[] all = (before + usage + after).getBytes(UTF_8);
    List<byte[]> bytes = new ArrayList<>();
    for (byte b : all) {
      bytes.add(new byte[] {b});
    }
    harness.alpha().on(key, Reply.raw(bytes));

    // When
    Answer answer = client.chat(streamed(""), keyed());

    // Then
    assertThat(answer.text()).isEqualTo(before + after);
    assertCounts(answer, 4, 2);
  }

  @Test
  void relaysAnAnswerWhoseLengthWasAnnounced() {
    // Given
    harness.alpha().on(key, Reply.raw(token("a") + USAGE + "data: [DONE]\n\n").withLength());

    // When
    Answer answer = client.chat(streamed(""), keyed());

    // Then
    assertThat(answer.text()).isEqualTo(token("a") + "data: [DONE]\n\n");
  }

  @Test
  void holdsNoTokenBack() throws IOException {
    // Given
    CountDownLatch gate = new CountDownLatch(1);
    Reply.Stream script = Reply.stream(3).withUsage();
    harness.alpha().on(key, script.heldAfter(2, gate));
    String expected = script.events().get(0) + script.events().get(1);
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    try (RouterClient.Call call = client.openChat(streamed(""), keyed())) {
      // When
      while (read.size() < expected.getBytes(UTF_8).length) {
        read.writeBytes(call.next());
      }
      String beforeTheGate = read.toString(UTF_8);
      gate.countDown();
      call.readUntilBroken(read);

      // Then
      assertThat(beforeTheGate).isEqualTo(expected);
      assertThat(read.toString(UTF_8)).isEqualTo(String.join("", Reply.stream(3).events()));
    }
  }

  @Test
  void givesWhatCameBeforeTheBackendBrokeOff() throws IOException {
    // Given
    String cut = token("a") + USAGE.substring(0, USAGE.length() - 5);
    harness.alpha().on(key, Reply.raw(cut).cut());
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    // When
    try (RouterClient.Call call = client.openChat(streamed(""), keyed())) {
      boolean broken = call.readUntilBroken(read);

      // Then
      assertThat(broken).isTrue();
      assertThat(read.toString(UTF_8)).startsWith(cut + "\n\ndata: {\"error\"");
    }
  }

  @Test
  void keepsTheAnswerForCallersOfEachKind() {
    // Given
    String body = streamed("");
    String asking = body.replace("true,", "true,\"stream_options\":{\"include_usage\":true},");
    Answer first = client.chat(body, keyed());

    // When
    Answer again = client.chat(body, keyed());
    Answer withUsage = client.chat(asking, keyed());
    Answer whole = client.chat(body.replace("\"stream\":true", "\"stream\":false"), keyed());

    // Then
    List<Exchange> exchanges = harness.alpha().exchanges(key);
    assertThat(exchanges).hasSize(1);
    assertThat(again.header("x-vsr-cache-hit")).contains("true");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(withUsage.body()).isEqualTo(exchanges.getFirst().sentBody());
    assertThat(whole.text()).contains("\"completion_tokens\":3", "word0 word1 é word2 é");
  }

  @Test
  void doesNotTakeAnAnswerWithoutUsageForOneWith() {
    // Given
    harness.alpha().on(key, Reply.stream(3));
    String body = streamed("");
    String asking = body.replace("true,", "true,\"stream_options\":{\"include_usage\":true},");
    Answer first = client.chat(body, keyed());
    traceOf(first); // ends when the answer is stored

    // When
    Answer withUsage = client.chat(asking, keyed());

    // Then
    assertThat(first.text()).isEqualTo(String.join("", Reply.stream(3).events()));
    assertThat(withUsage.header("x-vsr-cache-hit")).isEmpty();
    SpanView lookup = traceOf(withUsage).span(TraceView.CACHE);
    assertThat(lookup.value("cache.hit")).isEqualTo(false);
    assertThat(lookup.value("cache.similarity")).isNull();
  }
}
