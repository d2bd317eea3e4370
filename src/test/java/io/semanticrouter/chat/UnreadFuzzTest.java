package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;

/** Any bytes are a request that nobody reads or refused, and what is edited is one again. */
class UnreadFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> EDITED = Set.of("model", "stream_options");

  @DictionaryEntries({
    "\"model\":",
    "\"prompt\":",
    "\"input\":",
    "\"stream\":",
    "\"stream_options\":",
    "\"include_usage\":",
    "\"user\":",
    "\"safety_identifier\":",
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
    ModelApi api = body.length % 2 == 0 ? ModelApi.COMPLETIONS : ModelApi.EMBEDDINGS;
    ModelRequest request;
    try {
      request = ModelRequest.read(api, body);
    } catch (InvalidRequestException refused) {
      return;
    }
    byte[] edited = new BodyEdits(request).model("other").includeUsage().toBytes();
    ModelRequest again = ModelRequest.read(api, edited);
    assertThat(again.api()).isEqualTo(api);
    assertThat(again.model()).isEqualTo("other");
    assertThat(again.includeUsage()).isTrue();
    assertThat(again.stream()).isEqualTo(request.stream());
    assertThat(again.user()).isEqualTo(request.user());
    EditedRequests.assertOthersKept(request, again, EDITED);
    JsonNode tree = JSON.readTree(again.body());
    assertThat(tree.at("/model").asText()).isEqualTo("other");
    assertThat(tree.at("/stream_options/include_usage").asBoolean()).isTrue();
  }
}
