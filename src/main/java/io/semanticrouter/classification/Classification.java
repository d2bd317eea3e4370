package io.semanticrouter.classification;

import io.quarkus.runtime.Startup;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;

/** The classification stage: what the request is about, as far as the configuration trusts it. */
@Startup
@ApplicationScoped
public class Classification {
  /** What was built for the latest configuration; a race builds it twice, which is harmless. */
  private volatile Prepared prepared;

  private record Prepared(
      RouterConfig config, KeywordClassifier keywords, EncoderClassifier encoder) {}

  /** Loads the lexicon, so that the first request does not wait for it. */
  public Classification() {
    Lexicon.builtIn();
  }

  /**
   * Classifies one text.
   *
   * @param span the stage's span
   * @param text what the user asks; null is read as empty
   * @param understanding what the encoder says of it; without it words decide
   * @param config the request's snapshot; decides keywords, examples and the threshold
   * @return a category of at least the threshold's confidence, else {@code other} with the
   *     probability of {@code other}
   */
  @RouterSpan(RouterSpans.CLASSIFICATION)
  public Category classify(
      StageSpan span, String text, Understanding understanding, RouterConfig config) {
    Prepared ready = preparedFor(config);
    String read = text == null ? "" : text;
    Category category =
        understanding.isAvailable() && !read.isBlank()
            ? ready.encoder.classify(read, understanding)
            : ready.keywords.classify(read);
    return category.orBelow(
        config.classifier().categoryModel().threshold(), ready.keywords.fallback());
  }

  // Comparing two snapshots by value would cost more than the classification.
  @SuppressWarnings("ReferenceEquality")
  private Prepared preparedFor(RouterConfig config) {
    Prepared current = prepared;
    if (current == null || current.config != config) {
      KeywordClassifier keywords = new KeywordClassifier(config.categories());
      current =
          new Prepared(config, keywords, new EncoderClassifier(keywords, config.categories()));
      prepared = current;
    }
    return current;
  }
}
