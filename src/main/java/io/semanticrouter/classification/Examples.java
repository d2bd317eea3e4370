package io.semanticrouter.classification;

import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.understanding.Understanding;
import java.util.ArrayList;
import java.util.List;

/**
 * What the configured categories look like: the embeddings of their examples and descriptions. A
 * category needs no training that way; it is as good as its examples are near to what people ask.
 */
final class Examples {
  /**
   * The cosine at which an example is as good as even. Between questions of a category and the
   * nearest of its four examples it was 0.41 in the median (48 questions, 6 categories), between
   * these examples and other texts 0.12, and 0.33 or more for one in twenty.
   */
  private static final double EVEN = 0.38;

  /** How fast it becomes certain: 0.1 of cosine makes 0.5 to 0.84. */
  private static final double STEEPNESS = 0.06;

  /** A description tells of a category in other words than people ask in. */
  private static final double DESCRIPTION = 0.9;

  private record Prototype(int category, float[] embedding, double weight) {}

  private final int categories;
  private final List<Prototype> prototypes = new ArrayList<>();

  private Examples(int categories) {
    this.categories = categories;
  }

  /**
   * Reads all examples: some milliseconds each.
   *
   * @param names of all categories, the built-in domains first
   */
  static Examples read(List<CategoryRule> rules, List<String> names, Understanding understanding) {
    Examples examples = new Examples(names.size());
    for (CategoryRule rule : rules) {
      int category = names.indexOf(rule.name());
      for (String example : rule.examples()) {
        examples.add(category, example, 1, understanding);
      }
      // The descriptions of built-in domains say nothing that the encoder was not taught.
      if (category >= Domains.NAMES.size()) {
        rule.description()
            .ifPresent(text -> examples.add(category, text, DESCRIPTION, understanding));
      }
    }
    return examples;
  }

  private void add(int category, String text, double weight, Understanding understanding) {
    if (!text.isBlank()) {
      prototypes.add(new Prototype(category, understanding.read(text).embedding(), weight));
    }
  }

  boolean isEmpty() {
    return prototypes.isEmpty();
  }

  /**
   * How probably a text belongs to each category by its nearest example alone, 0..1; 0 for
   * categories without any.
   */
  double[] probabilities(float[] embedding) {
    double[] nearest = new double[categories];
    for (Prototype prototype : prototypes) {
      double similarity = prototype.weight() * cosine(embedding, prototype.embedding());
      nearest[prototype.category()] = Math.max(nearest[prototype.category()], similarity);
    }
    double[] probabilities = new double[categories];
    for (Prototype prototype : prototypes) {
      int i = prototype.category();
      probabilities[i] = 1 / (1 + Math.exp((EVEN - nearest[i]) / STEEPNESS));
    }
    return probabilities;
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
