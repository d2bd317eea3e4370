package io.semanticrouter.chat;

/** How an answer is written on the wire. */
public enum AnswerForm {
  /** One {@code chat.completion} object. */
  JSON("application/json"),
  /** Server-sent {@code chat.completion.chunk} events. */
  SSE("text/event-stream"),
  /** The same with one more event before the end that tells the token counts. */
  SSE_WITH_USAGE("text/event-stream");

  private final String contentType;

  AnswerForm(String contentType) {
    this.contentType = contentType;
  }

  /** The form that {@code request} asks for. */
  public static AnswerForm wantedBy(ModelRequest request) {
    if (!request.stream()) {
      return JSON;
    }
    return request.includeUsage() ? SSE_WITH_USAGE : SSE;
  }

  /** Media type of the form. */
  public String contentType() {
    return contentType;
  }
}
