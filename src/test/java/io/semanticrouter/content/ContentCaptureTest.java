package io.semanticrouter.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.security.pii.PiiDetector;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.EncoderPool;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContentCaptureTest {
  private static final byte[] BODY =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}]}".getBytes(UTF_8);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private ContentCapture capture(boolean wanted, PiiDetector detector) {
    RouterConfig config =
        Configs.of(
                "encoder: {enabled: false}\nobservability: {tracing: {capture_content: "
                    + wanted
                    + "}}")
            .load();
    return new ContentCapture(config, detector, new EncoderPool(config, vertx), vertx);
  }

  private static MaskedContent masked(ContentCapture capture) {
    return capture
        .mask(ModelApi.CHAT_COMPLETIONS, BODY, List.of())
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void showsNothingThatCouldNotBeMasked() {
    // Given
    ContentCapture capture =
        capture(
            true,
            (text, understanding) -> {
              throw new IllegalStateException(text);
            });

    // When
    MaskedContent masked = masked(capture);

    // Then
    assertThat(masked.prompt()).extracting(m -> m.text()).containsExactly(ContentCapture.OMITTED);
    assertThat(masked.toString()).doesNotContain("secret");
  }

  @Test
  void doesNothingWhereItIsOffOrNothingIsRecorded() {
    // Given
    PiiDetector detector = (text, understanding) -> List.of();

    // When, Then
    assertThat(capture(true, detector).begin(StageSpan.OFF, ModelApi.CHAT_COMPLETIONS, BODY))
        .isNull();
    assertThat(capture(false, detector).begin(StageSpan.OFF, ModelApi.CHAT_COMPLETIONS, BODY))
        .isNull();
    assertThat(masked(capture(true, detector)).prompt().getFirst().text()).isEqualTo("secret");
  }
}
