package io.semanticrouter.classification;

import io.semanticrouter.config.PiiDetection;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.config.RouterConfig.Classifier;
import io.semanticrouter.config.RouterConfig.Detector;
import io.semanticrouter.config.RouterConfig.SystemPromptMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations of which the classification stage sees a part. */
final class Configs {
  private Configs() {}

  static CategoryRule category(String name, String... keywords) {
    return category(name, Optional.empty(), List.of(keywords), List.of());
  }

  static CategoryRule category(
      String name, Optional<String> description, List<String> keywords, List<String> examples) {
    return new CategoryRule(
        name,
        description,
        keywords,
        examples,
        Optional.empty(),
        SystemPromptMode.REPLACE,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  static RouterConfig config(double threshold, CategoryRule... categories) {
    Detector detector = new Detector(true, threshold);
    return new RouterConfig(
        List.of(),
        Map.of(),
        Optional.empty(),
        List.of(categories),
        Map.of(),
        "medium",
        new Classifier(detector, new PiiDetection(true, 0.7, Map.of())),
        new RouterConfig.PromptGuard(true, threshold, threshold),
        new RouterConfig.Encoder(false, Optional.empty(), 1, 0, 256, 0),
        RouterConfig.OnBlock.REFUSAL,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
