package io.semanticrouter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
    assertOthersKept(request, again);
    JsonNode tree = JSON.readTree(again.body());
    assertThat(tree.at("/model").asText()).isEqualTo("other");
    assertThat(tree.at("/stream_options/include_usage").asBoolean()).isTrue();
  }

  /** What is not edited is there byte for byte and in its order. */
  private static void assertOthersKept(ModelRequest request, ModelRequest again) {
    List<Member> before = others(request);
    List<Member> after = others(again);
    assertThat(after)
        .extracting(Member::name)
        .isEqualTo(before.stream().map(Member::name).toList());
    for (int i = 0; i < before.size(); i++) {
      assertThat(raw(again, after.get(i))).isEqualTo(raw(request, before.get(i)));
    }
  }

  private static List<Member> others(ModelRequest request) {
    return request.members().stream().filter(member -> !EDITED.contains(member.name())).toList();
  }

  private static byte[] raw(ModelRequest request, Member member) {
    Slice at = member.value();
    return Arrays.copyOfRange(request.body(), at.start(), at.end());
  }
}
