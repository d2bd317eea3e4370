package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Any bytes are a request or refused, and what is edited is a request again. */
class RequestFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> EDITED =
      Set.of("model", "messages", "chat_template_kwargs", "reasoning_effort", "stream_options");

  @DictionaryEntries({
    "\"model\":",
    "\"messages\":",
    "\"role\":",
    "\"content\":",
    "\"type\":",
    "\"text\":",
    "\"user\"",
    "\"system\"",
    "\"stream\":",
    "\"stream_options\":",
    "\"include_usage\":",
    "\"chat_template_kwargs\":",
    "\"enable_thinking\":",
    "\"reasoning_effort\":",
    "\"user\":",
    "[{",
    "}]",
    "true",
    "null",
    "\\u0000",
    "\\ud83d",
    "1e999"
  })
  @FuzzTest
  void readsOrRefuses(byte[] body) throws IOException {
    ChatRequest request;
    try {
      request = ChatRequestReader.read(body);
    } catch (InvalidRequestException refused) {
      return;
    }
    boolean insert = body.length % 2 == 0;
    BodyEditor editor = BodyEditor.of(request).model("other");
    byte[] edited =
        (insert ? editor.insertSystemPrompt("P \"é\"") : editor.replaceSystemPrompt("P \"é\""))
            .templateSwitch("enable_thinking", insert)
            .effort("reasoning_effort", "high")
            .includeUsage()
            .toBytes();
    ChatRequest again = ChatRequestReader.read(edited);
    assertThat(again.model()).isEqualTo("other");
    assertThat(again.includeUsage()).isTrue();
    assertThat(again.stream()).isEqualTo(request.stream());
    assertThat(again.user()).isEqualTo(request.user());
    assertThat(again.guardedTexts()).anyMatch(text -> text.startsWith("P \"é\""));
    assertOthersKept(request, again);
    assertEdits(JSON.readTree(again.body()), insert);
  }

  /** What is not edited is there byte for byte and in its order. */
  private static void assertOthersKept(ChatRequest request, ChatRequest again) {
    List<Member> before = others(request);
    List<Member> after = others(again);
    assertThat(after)
        .extracting(Member::name)
        .isEqualTo(before.stream().map(Member::name).toList());
    for (int i = 0; i < before.size(); i++) {
      assertThat(raw(again, after.get(i))).isEqualTo(raw(request, before.get(i)));
    }
  }

  private static List<Member> others(ChatRequest request) {
    return request.members().stream().filter(member -> !EDITED.contains(member.name())).toList();
  }

  private static byte[] raw(ChatRequest request, Member member) {
    Slice at = member.value();
    return Arrays.copyOfRange(request.body(), at.start(), at.end());
  }

  private static void assertEdits(JsonNode body, boolean on) {
    assertThat(body.at("/chat_template_kwargs/enable_thinking").asBoolean(!on)).isEqualTo(on);
    assertThat(body.path("reasoning_effort").asText()).isEqualTo("high");
    assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
    Set<String> names = new HashSet<>();
    body.fieldNames().forEachRemaining(names::add);
    assertThat(names).containsAll(EDITED);
  }
}
