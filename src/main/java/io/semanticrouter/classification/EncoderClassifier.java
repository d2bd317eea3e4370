package io.semanticrouter.classification;

import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.understanding.Understanding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Classifies by the encoder: its calibrated probabilities of the built-in domains, and the nearest
 * example of the configured categories. An operator's keyword in the text decides before both.
 */
final class EncoderClassifier {
  /** The value of {@code classifier.type} where the encoder's own domains decided. */
  static final String TYPE = "encoder";

  /** The value of {@code classifier.type} where an example of the file decided. */
  static final String BY_EXAMPLES = "examples";

  private final KeywordClassifier keywords;
  private final List<CategoryRule> rules;
  private final List<String> names;

  private final Lock lock = new ReentrantLock();

  /** Read with the first text. */
  private volatile Examples examples;

  EncoderClassifier(KeywordClassifier keywords, List<CategoryRule> rules) {
    this.keywords = keywords;
    this.rules = rules;
    this.names = keywords.names();
  }

  Category classify(String text, Understanding understanding) {
    Optional<Category> byKeyword = keywords.byConfiguredKeyword(text);
    if (byKeyword.isPresent()) {
      return byKeyword.get();
    }
    var reading = understanding.read(text);
    double[] domains = reading.domains();
    Examples known = examples(understanding);
    double[] byExample =
        known.isEmpty() ? new double[names.size()] : known.probabilities(reading.embedding());
    return mixed(domains, byExample);
  }

  /**
   * The examples' probabilities are taken for independent: what none of them claims is the built-in
   * domains', what they claim is shared out by how sure each is.
   */
  private Category mixed(double[] domains, double[] byExample) {
    double unclaimed = 1;
    double claims = 0;
    for (double claim : byExample) {
      unclaimed *= 1 - claim;
      claims += claim;
    }
    double[] shares = new double[byExample.length];
    int best = 0;
    for (int i = 0; i < shares.length; i++) {
      double own = i < domains.length ? unclaimed * domains[i] : 0;
      shares[i] = own + (claims > 0 ? (1 - unclaimed) * byExample[i] / claims : 0);
      best = shares[i] > shares[best] ? i : best;
    }
    Map<String, Double> probabilities = LinkedHashMap.newLinkedHashMap(shares.length);
    for (int i = 0; i < shares.length; i++) {
      probabilities.put(names.get(i), shares[i]);
    }
    boolean byExamples = best >= domains.length || shares[best] > 2 * unclaimed * domains[best];
    return new Category(
        names.get(best),
        shares[best],
        byExamples ? BY_EXAMPLES : TYPE,
        Collections.unmodifiableMap(probabilities));
  }

  private Examples examples(Understanding understanding) {
    if (examples == null) {
      // Some milliseconds an example: not for every thread that comes first.
      lock.lock();
      try {
        if (examples == null) {
          examples = Examples.read(rules, names, understanding);
        }
      } finally {
        lock.unlock();
      }
    }
    return examples;
  }
}
