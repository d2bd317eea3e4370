package io.semanticrouter.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.semanticrouter.cache.CachePairs;
import io.semanticrouter.chat.GuardedText;
import io.semanticrouter.classification.Category;
import io.semanticrouter.classification.Classification;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.security.jailbreak.JailbreakGuard;
import io.semanticrouter.security.jailbreak.PatternJailbreakDetector;
import io.semanticrouter.security.pii.PiiEntity;
import io.semanticrouter.security.pii.StructuredPiiDetector;
import io.semanticrouter.security.pii.TieredPiiDetector;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.EncoderModel;
import io.semanticrouter.understanding.Understanding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the router's own stages, with the weights and rules that ship, on texts that they did
 * not learn from: {@code ./mvnw -Peval test -Deval.data=FOLDER}. The folder is what the trainer
 * writes: {@code held-texts.jsonl}, {@code held-entities.jsonl}, {@code held-pairs.jsonl}, and what
 * {@code unseen.py} adds, {@code unseen-texts.jsonl}. With {@code -Deval.model=FOLDER} another
 * model is measured. It prints tables and asserts nothing: quality is judged by reading them.
 */
@Tag("evaluation")
class EvaluationReport {
  private static final String UNSEEN = "unseen-texts.jsonl";
  private static final String MODEL = System.getProperty("eval.model", "");

  private final RouterConfig config =
      Configs.of(
              "classifier: {category_model: {threshold: 0}}\nencoder: {model_dir: \""
                  + MODEL
                  + "\"}\n")
          .load();
  private final EncoderModel model = EncoderModel.load(config.encoder());

  @Test
  void categories() throws IOException {
    Classification classification = new Classification();
    CategoryTable table = new CategoryTable();
    for (JsonNode row : HeldOut.rows(HeldOut.TEXTS)) {
      if (row.get("category").isTextual()) {
        String text = row.get("text").textValue();
        Category found =
            classification.classify(StageSpan.OFF, text, model.understanding(), config);
        table.add(row.get("source").textValue(), row.get("category").textValue(), found);
      }
    }
    System.out.println(table);
  }

  @Test
  void attacks() throws IOException {
    JailbreakGuard guard = new JailbreakGuard(new PatternJailbreakDetector());
    AttackTable table =
        new AttackTable(
            text ->
                guard
                    .inspect(
                        StageSpan.OFF,
                        List.of(GuardedText.told(text)),
                        model.understanding(),
                        config.promptGuard())
                    .confidence());
    List<JsonNode> rows = new ArrayList<>(HeldOut.rows(HeldOut.TEXTS));
    if (HeldOut.has(UNSEEN)) {
      rows.addAll(HeldOut.rows(UNSEEN));
    }
    for (JsonNode row : rows) {
      if (row.get("attack").isBoolean()) {
        String text = row.get("text").textValue();
        table.add(row.get("source").textValue(), row.get("attack").booleanValue(), text);
      }
    }
    System.out.println(table);
  }

  @Test
  void entities() throws IOException {
    TieredPiiDetector detector = new TieredPiiDetector(new StructuredPiiDetector());
    // The synthetic texts follow other conventions: an address holds its town and postal code.
    EntityTable synthetic = new EntityTable("made by a generator");
    EntityTable written = new EntityTable("written one by one");
    EntityTable tagged = new EntityTable("written one by one in which tags alone are marked");
    EntityTable structured = new EntityTable("written blind in which structured types are marked");
    for (JsonNode row : HeldOut.rows("held-entities.jsonl")) {
      String text = row.get("text").textValue();
      List<PiiEntity> found = detector.detect(text, model.understanding());
      switch (row.get("source").textValue()) {
        case "synthetic" -> synthetic.add(text, row.get("spans"), found);
        case "authored5", "authored7", "authored8" ->
            tagged.add(text, row.get("spans"), EntityTable.tagged(found));
        case "structured" -> structured.add(text, row.get("spans"), EntityTable.structured(found));
        // Their authors left dates and postal codes unmarked.
        case "authored6" -> written.add(text, row.get("spans"), EntityTable.tagged(found));
        default -> written.add(text, row.get("spans"), found);
      }
    }
    System.out.println(synthetic);
    System.out.println(written);
    System.out.println(tagged);
    System.out.println(structured);
    FoundTable everyday = new FoundTable();
    for (JsonNode row : HeldOut.rows(HeldOut.TEXTS)) {
      if (row.get("source").textValue().startsWith("natural")) {
        everyday.add(detector.detect(row.get("text").textValue(), model.understanding()));
      }
    }
    System.out.println(everyday);
  }

  @Test
  void cache() throws IOException {
    Understanding understanding = model.understanding();
    CachePairs pairs = new CachePairs(understanding);
    for (JsonNode row : HeldOut.rows("held-pairs.jsonl")) {
      pairs.add(
          row.get("set").textValue(),
          row.get("a").textValue(),
          row.get("b").textValue(),
          row.get("same").booleanValue(),
          row.get("kind").textValue());
    }
    System.out.println(pairs);
  }
}
