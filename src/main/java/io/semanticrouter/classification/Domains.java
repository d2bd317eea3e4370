package io.semanticrouter.classification;

import io.semanticrouter.understanding.Labels;
import java.util.List;

/** The domains every router knows: those of the public MMLU-Pro categories. */
final class Domains {
  /** What is none of the others, and what nobody is sure of. */
  static final String OTHER = "other";

  /** In alphabetical order; a domain's place here is its index in the lexicon's weights too. */
  static final List<String> NAMES = Labels.DOMAINS;

  private Domains() {}
}
