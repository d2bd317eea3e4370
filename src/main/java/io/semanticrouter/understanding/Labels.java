package io.semanticrouter.understanding;

import io.semanticrouter.config.PiiType;
import java.util.List;

/** What the encoder's outputs stand for, in the order of its training: {@code labels.json}. */
public final class Labels {
  /** The built-in domains. */
  public static final List<String> DOMAINS =
      List.of(
          "biology",
          "business",
          "chemistry",
          "computer science",
          "economics",
          "engineering",
          "health",
          "history",
          "law",
          "math",
          "other",
          "philosophy",
          "physics",
          "psychology");

  /** Kinds of attack, by their names in the API. */
  public static final List<String> ATTACK_KINDS =
      List.of(
          "instruction_override",
          "prompt_extraction",
          "persona",
          "developer_mode",
          "encoding",
          "indirect_injection",
          "framing",
          "refusal_suppression");

  /** Types of personal data without a structure. Each has two tags: begin and inside. */
  static final List<PiiType> ENTITIES =
      List.of(
          PiiType.PERSON,
          PiiType.STREET_ADDRESS,
          PiiType.LOCATION,
          PiiType.ORGANIZATION,
          PiiType.AGE,
          PiiType.NRP,
          PiiType.TITLE);

  private Labels() {}
}
