package io.semanticrouter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.chat.ModelRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under a locale that has digits of its own. */
class RefusalTest {
  private static final Locale BEFORE = Locale.getDefault();
  private static final long NOW = 1_767_225_600;

  @AfterEach
  void reset() {
    Locale.setDefault(BEFORE);
  }

  private static JsonNode refusal(ModelApi api, String body) throws JsonProcessingException {
    ModelRequest request = ModelRequest.read(api, body.getBytes(StandardCharsets.UTF_8));
    return new ObjectMapper().readTree(Refusal.to((Conversation) request, NOW));
  }

  @Test
  void isJsonWhateverTheLocale() throws JsonProcessingException {
    // Given
    Locale.setDefault(Locale.of("ar", "EG"));

    // When
    JsonNode completion =
        refusal(
            ModelApi.CHAT_COMPLETIONS,
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
    JsonNode response = refusal(ModelApi.RESPONSES, "{\"model\":\"m\",\"input\":\"x\"}");

    // Then
    assertThat(completion.path("created").longValue()).isEqualTo(NOW);
    assertThat(response.path("created_at").longValue()).isEqualTo(NOW);
  }
}
