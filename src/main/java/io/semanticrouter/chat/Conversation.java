package io.semanticrouter.chat;

import java.util.List;

/** A request whose texts the stages read. */
public sealed interface Conversation extends ModelRequest permits ChatRequest, ResponsesRequest {
  /** The text that is understood: the last user message's, or an empty string. */
  String lastUserText();

  /** The texts the security stages read: whatever the model is told, but its own words. */
  List<GuardedText> guardedTexts();
}
