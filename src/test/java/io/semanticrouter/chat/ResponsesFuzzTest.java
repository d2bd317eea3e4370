package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Any bytes are a request of the Responses API or refused, and what is edited is one again. */
class ResponsesFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @DictionaryEntries({
    "\"model\":",
    "\"input\":",
    "\"instructions\":",
    "\"reasoning\":",
    "\"effort\":",
    "\"prompt\":",
    "\"role\":",
    "\"content\":",
    "\"type\":",
    "\"message\"",
    "\"output\":",
    "\"text\":",
    "\"input_text\"",
    "\"user\"",
    "\"system\"",
    "\"image_url\":",
    "[{",
    "}]",
    "null",
    "\\u0000",
    "\\ud83d"
  })
  @FuzzTest
  void readsOrRefuses(byte[] body) throws IOException {
    ResponsesRequest request;
    try {
      request = ResponsesRequestReader.read(body);
    } catch (InvalidRequestException refused) {
      return;
    }
    boolean insert = body.length % 2 == 0;
    byte[] edited = EditedRequests.edit(request, insert).toBytes();
    ResponsesRequest again = ResponsesRequestReader.read(edited);
    assertThat(again.model()).isEqualTo("other");
    assertThat(again.stream()).isEqualTo(request.stream());
    assertThat(again.user()).isEqualTo(request.user());
    assertThat(again.lastUserText()).isEqualTo(request.lastUserText());
    assertThat(again.guardedTexts())
        .anyMatch(text -> text.text().startsWith(EditedRequests.PROMPT));
    JsonNode tree = JSON.readTree(again.body());
    assertThat(tree.at("/reasoning/effort").asText()).isEqualTo("high");
    assertThat(tree.at("/chat_template_kwargs/enable_thinking").asBoolean(!insert))
        .isEqualTo(insert);
  }
}
