package io.semanticrouter.content;

import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.tracing.Traced;
import io.vertx.core.Future;

/**
 * The prompt and the answer of one request on their way to its spans. Confined to one event loop.
 */
public final class Content {
  private final ContentCapture capture;
  private final ModelApi api;
  private final byte[] prompt;
  private final AnswerText answer = new AnswerText();
  private Future<MaskedContent> masked;

  Content(ContentCapture capture, ModelApi api, byte[] prompt) {
    this.capture = capture;
    this.api = api;
    this.prompt = prompt;
  }

  /** Takes what the model says. */
  public AnswerText answer() {
    return answer;
  }

  /** Tells the span of the call; nothing more will be said. */
  public void describeCall(StageSpan span) {
    span.describeLater(masked().<Traced>map(content -> content::describeCall));
  }

  /** Tells the root; nothing more will be said. */
  public void describeRequest(StageSpan root) {
    root.describeLater(masked().<Traced>map(content -> content::describeRequest));
  }

  private Future<MaskedContent> masked() {
    if (masked == null) {
      masked = capture.mask(api, prompt, answer.raw());
    }
    return masked;
  }

  /** Sizes only. */
  @Override
  public String toString() {
    return "Content[" + prompt.length + " bytes]";
  }
}
