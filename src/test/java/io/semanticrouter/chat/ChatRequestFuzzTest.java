package io.semanticrouter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChatRequestFuzzTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int FUZZED_BODIES = 20_000;

  @Test
  void mutatedBodiesAreReadOrRefusedAndNothingElse() throws Exception {
    // Given
    Random random = new Random(20_260_101);
    RandomBodies bodies = new RandomBodies(random);
    int read = 0;
    int refused = 0;

    for (int i = 0; i < FUZZED_BODIES; i++) {
      byte[] body = mutated(bodies.next().getBytes(UTF_8), random);
      try {
        // When
        ChatRequest request = ChatRequestReader.read(body);

        // Then
        assertPlacesAreRight(request);
        byte[] edited =
            BodyEditor.of(request)
                .model("other")
                .insertSystemPrompt("P")
                .templateSwitch("enable_thinking", true)
                .toBytes();
        assertThat(ChatRequestReader.read(edited).model()).isEqualTo("other");
        read++;
      } catch (InvalidRequestException fault) {
        refused++;
      }
    }
    assertThat(read).isGreaterThan(FUZZED_BODIES / 20);
    assertThat(refused).isGreaterThan(FUZZED_BODIES / 20);
  }

  private static void assertPlacesAreRight(ChatRequest request) throws IOException {
    JsonNode tree = MAPPER.readTree(request.body());
    assertThat(request.members()).hasSize(tree.size());
    for (Member member : request.members()) {
      assertThat(tree(request, member.value())).isEqualTo(tree.get(member.name()));
    }
    for (int i = 0; i < request.messages().size(); i++) {
      ChatMessage message = request.messages().get(i);
      JsonNode expected = tree.get("messages").get(i);
      assertThat(tree(request, message.object())).isEqualTo(expected);
      if (message.content() != null) {
        assertThat(tree(request, message.content())).isEqualTo(expected.get("content"));
      }
    }
  }

  private static byte[] mutated(byte[] body, Random random) {
    String[] tokens = {
      "\0", "NaN", "{", "}", "[", "]", "\"", ",", ":", "null", "1e999", "\\u", "é"
    };
    byte[] result = body;
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(result.length);
      int end = Math.min(result.length, at + 1 + random.nextInt(8));
      byte[] token = tokens[random.nextInt(tokens.length)].getBytes(UTF_8);
      result =
          switch (random.nextInt(5)) {
            case 0 -> joined(result, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            case 1 -> joined(result, at, token, at);
            case 2 -> joined(result, at, new byte[0], end);
            case 3 -> joined(result, at, Arrays.copyOfRange(result, at, end), at);
            default -> random.nextInt(4) > 0 ? result : Arrays.copyOf(result, Math.max(1, at));
          };
      if (result.length == 0) {
        return result;
      }
    }
    return result;
  }

  private static byte[] joined(byte[] body, int until, byte[] middle, int from) {
    byte[] result = new byte[until + middle.length + body.length - from];
    System.arraycopy(body, 0, result, 0, until);
    System.arraycopy(middle, 0, result, until, middle.length);
    System.arraycopy(body, from, result, until + middle.length, body.length - from);
    return result;
  }

  private static JsonNode tree(ChatRequest request, Slice at) throws IOException {
    return MAPPER.readTree(request.body(), at.start(), at.length());
  }
}
