package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.ChatCorpus;
import io.semanticrouter.testing.ChatCorpus.Sample;
import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.JsonSlices;
import io.semanticrouter.testing.JsonSlices.Member;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterTestBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the backend receives is what the client sent, but for the three edits. */
@QuarkusTest
class RequestFidelityTest extends RouterTestBase {
  private static final Set<String> EDITED = Set.of("model", "messages", "chat_template_kwargs");

  static Stream<Sample> corpus() {
    return ChatCorpus.samples().stream();
  }

  @Test
  void hasARichCorpus() {
    assertThat(ChatCorpus.samples())
        .extracting(Sample::body)
        .hasSizeGreaterThan(40)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void sendsUneditedRequestsByteForByte(Sample sample) {
    // Given: a named model without a reasoning family, a prompt of no category
    String body = sample.fill("general", Chats.smallTalk());

    // When
    Answer answer = client.chat(body, keyed());

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    byte[] received = harness.alpha().await(key).body();
    assertThat(received).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void editsNothingElse(Sample sample) {
    // Given: model, system prompt and reasoning are all decided by the router
    String body = sample.fill("auto", Chats.math());

    // When
    Answer answer = client.chat(body, keyed());

    // Then
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    String received = harness.alpha().await(key).request().bodyText();
    assertThat(unedited(received)).isEqualTo(unedited(body));
    assertThat(JsonSlices.value(received, "model")).contains("\"math-large\"");
    assertThat(JsonSlices.value(received, "chat_template_kwargs"))
        .contains("{\"enable_thinking\":true}");
    List<String> messages =
        JsonSlices.elements(JsonSlices.value(received, "messages").orElseThrow());
    assertThat(text(messages.getFirst(), "role")).isEqualTo("\"system\"");
    assertThat(text(messages.getFirst(), "content")).isEqualTo("\"You are a mathematics expert.\"");
    assertThat(messages.subList(1, messages.size()))
        .isEqualTo(JsonSlices.elements(JsonSlices.value(body, "messages").orElseThrow()));
  }

  @Test
  void replacesTheClientsSystemPrompt() {
    // Given
    String system = "{\"role\":\"system\",\"content\":\"Talk like a pirate.\",\"name\":\"boss\"}";
    String body = withSystem("auto", system, Chats.math());

    // When
    Answer answer = client.chat(body, keyed());

    // Then
    assertThat(answer.header("x-vsr-injected-system-prompt")).contains("true");
    List<String> messages = receivedMessages(true);
    assertThat(messages).hasSize(2);
    assertThat(text(messages.getFirst(), "content")).isEqualTo("\"You are a mathematics expert.\"");
  }

  @Test
  void insertsBeforeTheClientsSystemPrompt() {
    // Given
    String system = "{\"role\":\"system\",\"content\":\"Talk like a \\u0070irate.\"}";
    String body = withSystem("auto", system, Chats.code());

    // When
    Answer answer = client.chat(body, keyed());

    // Then
    assertThat(answer.header("x-vsr-injected-system-prompt")).contains("true");
    String content = text(receivedMessages(false).getFirst(), "content");
    assertThat(content).startsWith("\"You are a software engineer.").endsWith("\\u0070irate.\"");
  }

  @Test
  void keepsTheOtherTemplateSwitchesOfTheClient() {
    // Given
    String body =
        Chats.of("auto", Chats.math())
            .replace(
                "{\"model\"",
                "{\"chat_template_kwargs\":{\"a\" : 1.0,\"enable_thinking\":false,\"b\":[]},\"model\"");

    // When
    Answer answer = client.chat(body, keyed());

    // Then
    assertThat(answer.status()).isEqualTo(200);
    String received = harness.alpha().await(key).request().bodyText();
    assertThat(JsonSlices.members(JsonSlices.value(received, "chat_template_kwargs").orElseThrow()))
        .containsExactly(
            new Member("a", "1.0"), new Member("enable_thinking", "true"), new Member("b", "[]"));
  }

  private List<String> receivedMessages(boolean atAlpha) {
    String received = (atAlpha ? harness.alpha() : harness.beta()).await(key).request().bodyText();
    return JsonSlices.elements(JsonSlices.value(received, "messages").orElseThrow());
  }

  private static String withSystem(String model, String system, String prompt) {
    return Chats.of(model, prompt).replace("\"messages\":[", "\"messages\":[" + system + ",");
  }

  private static List<Member> unedited(String body) {
    return JsonSlices.members(body).stream()
        .filter(member -> !EDITED.contains(member.name()))
        .toList();
  }

  private static String text(String message, String field) {
    return JsonSlices.value(message, field).orElseThrow();
  }
}
