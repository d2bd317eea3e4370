package io.semanticrouter.config;

/** Which APIs beside chat completions are open; one that is not answers 404. */
public record Apis(boolean completions, boolean embeddings, boolean responses) {
  /** All of them. */
  public static final Apis ALL = new Apis(true, true, true);

  static Apis read(Section section) {
    Apis apis =
        new Apis(
            section.bool("completions", true),
            section.bool("embeddings", true),
            section.bool("responses", true));
    section.end();
    return apis;
  }
}
