package io.semanticrouter.security.jailbreak;

import java.util.Locale;

/** Types of attack, by their names in the API in lower case. */
enum AttackType {
  /** The model is told to drop the instructions it was given. */
  INSTRUCTION_OVERRIDE,
  /** The model is asked for its instructions. */
  PROMPT_EXTRACTION,
  /** The model is made to speak as somebody who has no rules. */
  PERSONA,
  /** A claimed mode or authority is said to lift the rules. */
  DEVELOPER_MODE,
  /** The order is hidden in a code, or in parts. */
  ENCODING,
  /** Material that the model reads addresses the model. */
  INDIRECT_INJECTION,
  /** A story, a role, a plea or steps lead up to what would be declined when asked for. */
  FRAMING,
  /** The model is forbidden to decline or to warn. */
  REFUSAL_SUPPRESSION;

  private final String apiName = name().toLowerCase(Locale.ROOT);

  String apiName() {
    return apiName;
  }

  static AttackType of(String apiName) {
    return valueOf(apiName.toUpperCase(Locale.ROOT));
  }
}
