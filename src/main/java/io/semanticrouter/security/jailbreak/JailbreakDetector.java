package io.semanticrouter.security.jailbreak;

/** Looks for an attack in one text. Implementations are safe for use by many threads at once. */
public interface JailbreakDetector {
  /**
   * What speaks for an attack in this text.
   *
   * @param text one message as the client sent it, not null
   */
  JailbreakFinding inspect(String text);
}
