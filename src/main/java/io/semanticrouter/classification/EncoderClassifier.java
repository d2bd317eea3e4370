package io.semanticrouter.classification;

import io.semanticrouter.config.RouterConfig.CategoryRule;
import io.semanticrouter.understanding.Understanding;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Classifies by the encoder: its probabilities of the built-in domains together with what the
 * lexicon's words say, and the nearest example of the configured categories. An operator's keyword
 * in the text decides before all.
 *
 * <p>Encoder and lexicon are taken for experts whose log-probabilities add up (a product of
 * experts): {@code p ~ encoder * lexicon^w}. The lexicon knows terms that no short training shows
 * an encoder; the encoder knows what is asked. The temperature that comes with the weights was
 * fitted to the product.
 */
final class EncoderClassifier {
  /** The value of {@code classifier.type} where the encoder's own domains decided. */
  static final String TYPE = "encoder";

  /** The value of {@code classifier.type} where an example of the file decided. */
  static final String BY_EXAMPLES = "examples";

  /** The exponent w, chosen with the temperature on the texts kept out of both trainings. */
  private static final double LEXICON_WEIGHT = 0.5;

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
    KeywordClassifier.Words words = keywords.words(text);
    if (words.byKeyword().isPresent()) {
      return words.byKeyword().get();
    }
    var reading = understanding.read(text);
    double[] domains = product(reading.domains(), words.domainScores());
    Examples known = examples(understanding);
    double[] byExample =
        known.isEmpty() ? new double[names.size()] : known.probabilities(reading.embedding());
    return mixed(domains, byExample);
  }

  private static double[] product(double[] encoder, double[] lexicon) {
    double[] shares = new double[encoder.length];
    double top = Arrays.stream(lexicon).max().orElse(0);
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = encoder[i] * Math.exp(LEXICON_WEIGHT * (lexicon[i] - top));
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
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
