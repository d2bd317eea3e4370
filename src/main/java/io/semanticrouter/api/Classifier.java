package io.semanticrouter.api;

import io.semanticrouter.api.ClassifyAnswers.All;
import io.semanticrouter.api.ClassifyAnswers.Classified;
import io.semanticrouter.api.ClassifyAnswers.Entity;
import io.semanticrouter.api.ClassifyAnswers.Intent;
import io.semanticrouter.api.ClassifyAnswers.Pii;
import io.semanticrouter.api.ClassifyAnswers.Security;
import io.semanticrouter.api.ClassifyRequests.Batch;
import io.semanticrouter.api.ClassifyRequests.Task;
import io.semanticrouter.backend.ModelCatalog;
import io.semanticrouter.backend.ModelDiscovery;
import io.semanticrouter.chat.GuardedText;
import io.semanticrouter.classification.Category;
import io.semanticrouter.classification.Classification;
import io.semanticrouter.config.PiiDetection;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Model;
import io.semanticrouter.config.RouterConfig.PiiRule;
import io.semanticrouter.routing.RoutingDecider;
import io.semanticrouter.routing.RoutingDecision;
import io.semanticrouter.security.jailbreak.JailbreakGuard;
import io.semanticrouter.security.jailbreak.JailbreakVerdict;
import io.semanticrouter.security.pii.PiiDetector;
import io.semanticrouter.security.pii.PiiEntity;
import io.semanticrouter.security.pii.PiiMasker;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.EncoderPool;
import io.semanticrouter.understanding.Understanding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What the stages say of a text on its own, outside of a chat completion. */
@ApplicationScoped
public class Classifier {
  private static final double NANOS_PER_MILLI = 1e6;

  private final ModelDiscovery models;
  private final Classification classification;
  private final RoutingDecider decider;
  private final PiiDetector piiDetector;
  private final JailbreakGuard jailbreakGuard;
  private final EncoderPool encoders;

  public Classifier(
      ModelDiscovery models,
      Classification classification,
      RoutingDecider decider,
      PiiDetector piiDetector,
      JailbreakGuard jailbreakGuard,
      EncoderPool encoders) {
    this.models = models;
    this.classification = classification;
    this.decider = decider;
    this.piiDetector = piiDetector;
    this.jailbreakGuard = jailbreakGuard;
    this.encoders = encoders;
  }

  /** The category, and what a request of {@code auto} with this text would lead to. */
  Intent intent(String text) {
    return encoders.call(understanding -> intent(text, understanding));
  }

  private Intent intent(String text, Understanding understanding) {
    long start = System.nanoTime();
    ModelCatalog catalog = models.catalog();
    Category category =
        classification.classify(StageSpan.OFF, text, understanding, catalog.config());
    double time = millisSince(start);
    RoutingDecision decision =
        decider.decide(
            StageSpan.OFF, "auto", category, catalog.defaultModel().orElse(null), catalog.config());
    return new Intent(
        new Classified(category.name(), category.confidence(), time),
        category.probabilities(),
        decision.selectedModel(),
        decision.reason());
  }

  /** Personal data; what to do with it is the policy of the default model. */
  Pii pii(String text) {
    return encoders.call(understanding -> pii(text, understanding));
  }

  private Pii pii(String text, Understanding understanding) {
    long start = System.nanoTime();
    RouterConfig config = models.catalog().config();
    PiiDetection thresholds = config.classifier().piiModel();
    List<PiiEntity> found =
        piiDetector.detect(text, understanding).stream()
            .filter(e -> e.confidence() >= thresholds.threshold(e.type()))
            .toList();
    PiiRule policy = defaultPolicy();
    boolean block = found.stream().anyMatch(entity -> !policy.allows(entity.type()));
    return new Pii(
        !found.isEmpty(),
        found.stream().map(e -> entity(text, e)).toList(),
        PiiMasker.maskText(text, found),
        block ? "block" : "allow",
        millisSince(start));
  }

  private static Entity entity(String text, PiiEntity entity) {
    return new Entity(
        entity.type().name(),
        text.substring(entity.start(), entity.end()),
        entity.confidence(),
        entity.start(),
        entity.end(),
        PiiMasker.maskValue(text, entity));
  }

  private PiiRule defaultPolicy() {
    ModelCatalog catalog = models.catalog();
    return catalog
        .defaultModel()
        .map(catalog.config().models()::get)
        .map(Model::piiPolicy)
        .orElse(PiiRule.ALLOW_ALL);
  }

  /** Attacks on a model's instructions. */
  Security security(String text) {
    return encoders.call(understanding -> security(text, understanding));
  }

  private Security security(String text, Understanding understanding) {
    long start = System.nanoTime();
    RouterConfig.PromptGuard thresholds = models.catalog().config().promptGuard();
    JailbreakVerdict verdict =
        jailbreakGuard.inspect(
            StageSpan.OFF, List.of(GuardedText.told(text)), understanding, thresholds);
    return new Security(
        verdict.detected(),
        verdict.confidence(),
        verdict.types(),
        verdict.confidence(),
        verdict.detected() ? "block" : "allow",
        verdict.detected()
            ? "The score reaches the threshold of " + thresholds.threshold() + "."
            : "The score is below the threshold of " + thresholds.threshold() + ".",
        verdict.patterns(),
        millisSince(start));
  }

  /**
   * Of each text what is asked for. Of all together the encoder reads what it does of a request.
   */
  List<Object> batch(Batch batch) {
    return encoders.call(
        understanding ->
            batch.texts().stream().map(text -> one(text, batch.task(), understanding)).toList());
  }

  private Object one(String text, Task task, Understanding understanding) {
    return switch (task) {
      case INTENT -> intent(text, understanding);
      case PII -> pii(text, understanding);
      case SECURITY -> security(text, understanding);
      case ALL ->
          new All(
              intent(text, understanding), pii(text, understanding), security(text, understanding));
    };
  }

  static double millisSince(long start) {
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }
}
