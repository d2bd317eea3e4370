package io.semanticrouter.classification;

import com.fasterxml.jackson.databind.JsonNode;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.evaluation.HeldOut;
import io.semanticrouter.understanding.EncoderModel;
import io.semanticrouter.understanding.Understanding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Chooses the temperature of the categories and the weight of the lexicon together, by the mean log
 * loss on the everyday prompts that neither learned from: {@code ./mvnw -Peval test
 * -Dtest=ExpertsFit -Deval.data=FOLDER -Deval.model=FOLDER}.
 */
@Tag("evaluation")
class ExpertsFit {
  private static final String MODEL = System.getProperty("eval.model", "held-out");

  private record Row(String source, int truth, double[] encoder, double[] lexicon) {
    double[] logits(double temperature, double weight) {
      double[] logits = new double[encoder.length];
      for (int i = 0; i < logits.length; i++) {
        logits[i] = encoder[i] / temperature + weight * lexicon[i];
      }
      return logits;
    }

    double loss(double temperature, double weight) {
      double[] logits = logits(temperature, weight);
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit - logits[truth]);
      }
      return Math.log(sum);
    }

    boolean isRight(double temperature, double weight) {
      double[] logits = logits(temperature, weight);
      for (double logit : logits) {
        if (logit > logits[truth]) {
          return false;
        }
      }
      return true;
    }
  }

  @Test
  void fit() throws IOException {
    List<Row> rows = rows();
    double bestLoss = Double.MAX_VALUE;
    double temperature = 1;
    double weight = 0;
    for (double w = 0; w <= 1.5; w += 0.1) {
      for (double t = 0.4; t <= 2.5; t += 0.05) {
        double[] at = {t, w};
        double loss =
            rows.stream()
                .filter(r -> r.source().startsWith("natural"))
                .mapToDouble(r -> r.loss(at[0], at[1]))
                .average()
                .orElseThrow();
        if (loss < bestLoss) {
          bestLoss = loss;
          temperature = t;
          weight = w;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "category.temperature=%.3f, LEXICON_WEIGHT = %.1f, log loss %.3f%n",
        temperature,
        weight,
        bestLoss);
    for (double w : new double[] {0, 0.3, 0.5, 0.7, weight, 1}) {
      Map<String, List<Boolean>> right = new TreeMap<>();
      for (Row row : rows) {
        right
            .computeIfAbsent(row.source(), _ -> new ArrayList<>())
            .add(row.isRight(temperature, w));
      }
      System.out.printf(Locale.ROOT, "weight %.1f:", w);
      right.forEach(
          (source, all) ->
              System.out.printf(
                  Locale.ROOT,
                  " %s %.3f",
                  source,
                  all.stream().filter(r -> r).count() / (double) all.size()));
      System.out.println();
    }
  }

  private static List<Row> rows() throws IOException {
    Properties calibration = new Properties();
    try (var in = Files.newInputStream(Path.of(MODEL, "encoder.properties"))) {
      calibration.load(in);
    }
    double temperature = Double.parseDouble(calibration.getProperty("category.temperature"));
    KeywordClassifier keywords = new KeywordClassifier(List.of());
    List<Row> rows = new ArrayList<>();
    try (EncoderModel model =
        EncoderModel.load(new RouterConfig.Encoder(true, Optional.of(MODEL), 1, 1, 4096, 0))) {
      for (JsonNode row : HeldOut.rows(HeldOut.TEXTS)) {
        if (row.get("category").isTextual()) {
          String text = row.get("text").textValue();
          Understanding understanding = model.understanding();
          double[] encoder = understanding.read(text).domains().clone();
          for (int i = 0; i < encoder.length; i++) {
            encoder[i] = temperature * Math.log(encoder[i]);
          }
          rows.add(
              new Row(
                  row.get("source").textValue(),
                  keywords.names().indexOf(row.get("category").textValue()),
                  encoder,
                  keywords.words(text).domainScores()));
        }
      }
    }
    return rows;
  }
}
