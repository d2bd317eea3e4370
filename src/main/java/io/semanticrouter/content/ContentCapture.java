package io.semanticrouter.content;

import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.chat.AnswerForms;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.security.pii.PiiDetector;
import io.semanticrouter.tracing.LlmMessage;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.EncoderPool;
import io.semanticrouter.understanding.Understanding;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Shows prompts and answers on spans where the operator asks for it, and costs one look at a switch
 * where not. Nothing of a request waits for it: personal data is masked when the answer is through,
 * by the detectors that the stages use, on the encoder's threads or, without one, on a worker.
 */
@ApplicationScoped
public class ContentCapture {
  /** Where personal data cannot be told from the rest now, nothing is shown. */
  static final String OMITTED = "[left out: personal data could not be masked]";

  private static final Logger LOG = Logger.getLogger(ContentCapture.class);

  private volatile boolean wanted;
  private final PiiDetector detector;
  private final EncoderPool encoders;
  private final Vertx vertx;

  public ContentCapture(
      RouterConfig config, PiiDetector detector, EncoderPool encoders, Vertx vertx) {
    this.wanted = isWanted(config);
    this.detector = detector;
    this.encoders = encoders;
    this.vertx = vertx;
  }

  private static boolean isWanted(RouterConfig config) {
    return config.tracing().enabled() && config.tracing().captureContent();
  }

  void started(@Observes StartupEvent event) {
    tellOperator();
  }

  void reloaded(@Observes ConfigReloaded event) {
    boolean before = wanted;
    wanted = isWanted(event.now());
    if (!before) {
      tellOperator();
    }
  }

  private void tellOperator() {
    if (wanted) {
      LOG.info(
          "Prompts and answers go into traces, personal data masked"
              + " (observability.tracing.capture_content)");
    }
  }

  /**
   * Begins to collect what a model is told and says.
   *
   * @param root of the request
   * @param body as the model gets it; read when the answer is through
   * @return null where it is not to be shown
   */
  public Content begin(StageSpan root, ModelApi api, byte[] body) {
    return wanted && root.isRecording() ? new Content(this, api, body) : null;
  }

  /** Shows on the root what was asked where no model is called. */
  public void describe(StageSpan root, ModelRequest request) {
    Content content = begin(root, request.api(), request.body());
    if (content != null) {
      content.describeRequest(root);
    }
  }

  /**
   * Shows on the root what was asked and what was answered without a call.
   *
   * @param answer whole, or the events of a stream
   */
  public void describe(StageSpan root, ModelRequest request, byte[] answer) {
    Content content = begin(root, request.api(), request.body());
    if (content != null) {
      for (byte[] text : AnswerForms.texts(answer, request.stream())) {
        content.answer().read(text, 0, text.length);
      }
      content.describeRequest(root);
    }
  }

  /** Completes on the calling context and never fails. */
  Future<MaskedContent> mask(ModelApi api, byte[] prompt, List<LlmMessage> answer) {
    Function<Understanding, MaskedContent> mask =
        understanding ->
            new MaskedContent(
                new ContentMasker(detector, understanding).lastOf(read(api, prompt)),
                new ContentMasker(detector, understanding).firstOf(answer));
    Future<MaskedContent> masked =
        encoders.isEnabled()
            ? encoders.submit(mask).orElseGet(() -> Future.succeededFuture(omitted(answer)))
            : vertx.executeBlocking(() -> mask.apply(Understanding.NONE), false);
    return masked.otherwise(
        failure -> {
          // The message may hold content.
          LOG.warnf("Content of a trace was left out: %s", failure.getClass().getName());
          return omitted(answer);
        });
  }

  private static MaskedContent omitted(List<LlmMessage> answer) {
    return new MaskedContent(
        List.of(new LlmMessage("user", OMITTED, List.of(), null)),
        answer.stream()
            .map(said -> new LlmMessage(said.role(), OMITTED, List.of(), said.finishReason()))
            .toList());
  }

  private static List<LlmMessage> read(ModelApi api, byte[] prompt) {
    try {
      return PromptReader.read(api, prompt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
