package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.OtlpReceiver;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.Reply;
import io.semanticrouter.testing.RouterClient.Answer;
import io.semanticrouter.testing.RouterHarness;
import io.semanticrouter.testing.TraceView;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Content in traces with the encoder, which knows personal data that has no structure: names. */
class ContentIT {
  private static String config(FakeVllm backend, OtlpReceiver receiver) {
    return """
    vllm_endpoints:
      - {name: one, address: 127.0.0.1, port: %d}
    model_config:
      general: {preferred_endpoints: [one]}
    default_model: general
    observability:
      tracing:
        exporter: {type: otlp, endpoint: "127.0.0.1:%d", batch: {schedule_delay: 100ms}}
        capture_content: true
    """
        .formatted(backend.port(), receiver.port());
  }

  @Test
  void masksNamesInPromptsAndStreamedAnswers() {
    // Given
    try (FakeVllm backend = FakeVllm.start("general");
        OtlpReceiver receiver = OtlpReceiver.start();
        PackagedRouter router = PackagedRouter.start(config(backend, receiver), Map.of())) {
      String key = RouterHarness.nonce();
      String event =
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n";
      backend.on(
          key,
          Reply.raw(
              event.formatted("I will tell Mar")
                  + event.formatted("ia Gonz")
                  + event.formatted("alez about the meeting.")
                  + "data: [DONE]\n\n"));

      // When
      Answer answer =
          router
              .client()
              .chat(
                  Chats.streamed("general", "Please call Maria Gonzalez tomorrow about it."),
                  Chats.key(key));

      // Then
      assertThat(answer.status()).isEqualTo(200);
      TraceView trace = receiver.awaitTrace(answer.traceId());
      assertThat(trace.text()).doesNotContain("Maria", "Gonz");
      assertThat(trace.root().string("input.value")).contains("Please call [PERSON]");
      assertThat(trace.root().string("output.value")).contains("I will tell [PERSON]");
      assertThat(trace.span(TraceView.UPSTREAM).string("llm.output_messages.0.message.content"))
          .contains("[PERSON]");
    }
  }
}
