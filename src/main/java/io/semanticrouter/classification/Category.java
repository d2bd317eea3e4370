package io.semanticrouter.classification;

import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.Map;

/**
 * What a request is about.
 *
 * @param name a built-in domain or a category of the configuration file, spelled as the file spells
 *     it; {@value Domains#OTHER} where nothing was sure enough
 * @param confidence the probability of {@code name}, 0..1: always {@code probabilities.get(name)}
 * @param classifierType who found it, such as {@code keyword}
 * @param probabilities of every category, unmodifiable; they add up to 1
 */
public record Category(
    String name, double confidence, String classifierType, Map<String, Double> probabilities)
    implements Traced {

  @Override
  public void describe(SpanAttributes span) {
    span.set(SpanAttributes.CATEGORY_NAME, name)
        .set(SpanAttributes.CATEGORY_CONFIDENCE, confidence)
        .set(SpanAttributes.CLASSIFIER_TYPE, classifierType);
  }

  /**
   * How uncertain the category is: the entropy of the probabilities over that of an even
   * distribution, 0 (sure) to 1 (no idea).
   */
  public double uncertainty() {
    double entropy = 0;
    for (double p : probabilities.values()) {
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return probabilities.size() < 2 ? 0 : entropy / Math.log(probabilities.size());
  }

  /**
   * This finding if its confidence reaches the threshold, else {@code fallback} with the
   * probability that {@code fallback} has here. That keeps one meaning of confidence: the
   * probability of the name beside it. How sure the best category was stays in the probabilities.
   *
   * @param threshold 0..1
   */
  Category orBelow(double threshold, String fallback) {
    return confidence >= threshold
        ? this
        : new Category(
            fallback, probabilities.getOrDefault(fallback, 0.0), classifierType, probabilities);
  }
}
