package io.semanticrouter.classification;

import io.quarkus.runtime.Startup;
import io.semanticrouter.config.ConfigReloaded;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.Understanding;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The classification stage: what the request is about, as far as the configuration trusts it. */
@Startup
@ApplicationScoped
public class Classification {
  /** What was built for the configuration in force, made with the first request of a start. */
  private volatile Prepared prepared;

  /** The same for the one before, to which requests may still keep. */
  private volatile Prepared previous;

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
        !read.isBlank() && understanding.reads(read)
            ? ready.encoder.classify(read, understanding)
            : ready.keywords.classify(read);
    return category.orBelow(
        config.classifier().categoryModel().threshold(), ready.keywords.fallback());
  }

  /** Builds what the next requests need, so that none of them waits for it. */
  void reloaded(@Observes @Priority(1_000) ConfigReloaded event) {
    Prepared before = preparedFor(event.before());
    boolean same = event.now().categories().equals(event.before().categories());
    Prepared next =
        same ? new Prepared(event.now(), before.keywords, before.encoder) : prepare(event.now());
    previous = before;
    prepared = next;
  }

  // Comparing two snapshots by value would cost more than the classification.
  @SuppressWarnings("ReferenceEquality")
  private Prepared preparedFor(RouterConfig config) {
    Prepared current = prepared;
    if (current != null && current.config == config) {
      return current;
    }
    Prepared former = previous;
    if (former != null && former.config == config) {
      return former;
    }
    Prepared made = prepare(config);
    if (current == null) {
      prepared = made;
    }
    return made;
  }

  private static Prepared prepare(RouterConfig config) {
    KeywordClassifier keywords = new KeywordClassifier(config.categories());
    return new Prepared(config, keywords, new EncoderClassifier(keywords, config.categories()));
  }
}
