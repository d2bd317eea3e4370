package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
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
    byte[] edited = EditedRequests.edit(request, insert).includeUsage().toBytes();
    ChatRequest again = ChatRequestReader.read(edited);
    assertThat(again.model()).isEqualTo("other");
    assertThat(again.includeUsage()).isTrue();
    assertThat(again.stream()).isEqualTo(request.stream());
    assertThat(again.user()).isEqualTo(request.user());
    assertThat(again.guardedTexts())
        .anyMatch(text -> text.text().startsWith(EditedRequests.PROMPT));
    EditedRequests.assertOthersKept(request, again, EDITED);
    assertEdits(JSON.readTree(again.body()), insert);
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
