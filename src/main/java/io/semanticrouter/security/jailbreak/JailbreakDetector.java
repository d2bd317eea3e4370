package io.semanticrouter.security.jailbreak;

import java.util.Optional;

/** Looks for an attack in one text. Implementations are safe for use by many threads at once. */
public interface JailbreakDetector {
  /**
   * What speaks for an attack in this text.
   *
   * @param text one message as the client sent it, not null
   */
  Inspection inspect(String text);

  /**
   * What came of it.
   *
   * @param undisguised the text as a reader sees it, where its letters were replaced, hidden or
   *     spaced out more than chance does; empty for any other
   */
  record Inspection(JailbreakFinding finding, Optional<String> undisguised) {}
}
