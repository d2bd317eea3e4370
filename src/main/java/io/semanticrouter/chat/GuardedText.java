package io.semanticrouter.chat;

import java.util.List;

/**
 * A text that the security stages read: what a model is told, but its own words.
 *
 * @param system true of a message that instructs the model: whoever wrote the application wrote it,
 *     and not whoever uses it
 */
public record GuardedText(String text, boolean system) {
  /** The text of a user, of a tool, or of what nobody said. */
  public static GuardedText told(String text) {
    return new GuardedText(text, false);
  }

  /** The texts alone, in their order. */
  public static List<String> texts(List<GuardedText> guarded) {
    return guarded.stream().map(GuardedText::text).toList();
  }

  /** Its size only: prompts stay private. */
  @Override
  public String toString() {
    return "GuardedText[" + text.length() + " chars" + (system ? ", system]" : "]");
  }
}
