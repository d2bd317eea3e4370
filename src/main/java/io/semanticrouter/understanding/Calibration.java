package io.semanticrouter.understanding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What turns the logits of one set of weights into probabilities; lies beside the weights, as
 * {@code encoder.properties}, and is made with them.
 *
 * @param categoryTemperature the category logits are divided by it
 * @param attackThreshold the attack logit of the shipped operating point: score 0.5
 * @param attackTemperature how many logits away from it the score is 0.73
 * @param pairThreshold the pair logit of the shipped operating point: similarity 0.8
 * @param tagBias added to the logit of "no personal data": positive is more cautious
 */
record Calibration(
    double categoryTemperature,
    double attackThreshold,
    double attackTemperature,
    double pairThreshold,
    double tagBias) {
  /** Logistic of it is 0.8, the router's default similarity threshold. */
  private static final double ODDS_OF_OPERATING_POINT = Math.log(0.8 / 0.2);

  static Calibration read(InputStream in) {
    Properties properties = new Properties();
    try (in) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Calibration(
        number(properties, "category.temperature"),
        number(properties, "attack.threshold"),
        number(properties, "attack.temperature"),
        number(properties, "pair.threshold"),
        number(properties, "tag.bias"));
  }

  private static double number(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalStateException("encoder.properties lacks " + key);
    }
    return Double.parseDouble(value);
  }

  double attackScore(double logit) {
    return logistic((logit - attackThreshold) / attackTemperature);
  }

  double sameAnswer(double logit) {
    return logistic(logit - pairThreshold + ODDS_OF_OPERATING_POINT);
  }

  double[] domains(double[] logits) {
    double[] scaled = logits.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= categoryTemperature;
    }
    return softmax(scaled, 0, scaled.length);
  }

  static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[] softmax(double[] logits, int from, int to) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      top = Math.max(top, logits[i]);
    }
    double sum = 0;
    double[] shares = new double[to - from];
    for (int i = from; i < to; i++) {
      shares[i - from] = Math.exp(logits[i] - top);
      sum += shares[i - from];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }
}
