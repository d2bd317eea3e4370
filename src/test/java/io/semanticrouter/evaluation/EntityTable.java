package io.semanticrouter.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.semanticrouter.security.pii.PiiEntity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Precision, recall and F1 of personal data: exact spans, and spans that overlap the true one. */
final class EntityTable {
  private static final double THRESHOLD = 0.7;
  private static final Set<String> TAGGED =
      Set.of("PERSON", "STREET_ADDRESS", "LOCATION", "GPE", "ORGANIZATION", "AGE", "NRP", "TITLE");

  private static final class Count {
    private int exact;
    private int truthFound;
    private int foundTrue;
    private int found;
    private int truth;
  }

  private final String texts;
  private final Map<String, Count> counts = new TreeMap<>();
  private int harmless;
  private int harmlessStructured;
  private int harmlessTagged;

  /**
   * Makes an empty table.
   *
   * @param texts what they are, for the heading
   */
  EntityTable(String texts) {
    this.texts = texts;
  }

  /** A text that holds no personal data. */
  void addHarmless(List<PiiEntity> found) {
    List<PiiEntity> sure = sure(found);
    harmless++;
    harmlessStructured += sure.stream().anyMatch(e -> !isTagged(e)) ? 1 : 0;
    harmlessTagged += sure.stream().anyMatch(EntityTable::isTagged) ? 1 : 0;
  }

  /** Those of the types that the encoder tags. */
  static List<PiiEntity> tagged(List<PiiEntity> found) {
    return found.stream().filter(EntityTable::isTagged).toList();
  }

  /** Those of the types that rules find. */
  static List<PiiEntity> structured(List<PiiEntity> found) {
    return found.stream().filter(entity -> !isTagged(entity)).toList();
  }

  private static boolean isTagged(PiiEntity entity) {
    return TAGGED.contains(entity.type().name());
  }

  /** What counts at the threshold. */
  static List<PiiEntity> sure(List<PiiEntity> found) {
    return found.stream().filter(e -> e.confidence() >= THRESHOLD).toList();
  }

  void add(String text, JsonNode truth, List<PiiEntity> found) {
    if (truth.isEmpty()) {
      addHarmless(found);
    }
    List<PiiEntity> sure = sure(found);
    TreeSet<String> types = new TreeSet<>();
    truth.forEach(span -> types.add(type(span)));
    sure.forEach(e -> types.add(e.type().name()));
    for (String type : types) {
      Count count = counts.computeIfAbsent(type, _ -> new Count());
      for (JsonNode span : truth) {
        if (type(span).equals(type)) {
          int start = text.offsetByCodePoints(0, span.get("start").intValue());
          int end = text.offsetByCodePoints(0, span.get("end").intValue());
          count.truth++;
          count.exact += any(sure, type, start, end, true) ? 1 : 0;
          count.truthFound += any(sure, type, start, end, false) ? 1 : 0;
        }
      }
      for (PiiEntity entity : sure) {
        if (entity.type().name().equals(type)) {
          count.found++;
          count.foundTrue += isTrue(text, truth, entity) ? 1 : 0;
        }
      }
    }
  }

  private static String type(JsonNode span) {
    String type = span.get("type").textValue();
    return type.equals("GPE") ? "LOCATION" : type;
  }

  private static boolean any(
      List<PiiEntity> found, String type, int start, int end, boolean exactly) {
    return found.stream()
        .filter(e -> e.type().name().equals(type))
        .anyMatch(
            e ->
                exactly
                    ? e.start() == start && e.end() == end
                    : e.start() < end && start < e.end());
  }

  private static boolean isTrue(String text, JsonNode truth, PiiEntity entity) {
    for (JsonNode span : truth) {
      int start = text.offsetByCodePoints(0, span.get("start").intValue());
      int end = text.offsetByCodePoints(0, span.get("end").intValue());
      if (type(span).equals(entity.type().name()) && entity.start() < end && start < entity.end()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    StringBuilder out =
        new StringBuilder(
            """

            ## Personal data in texts %s, threshold 0.7

            | type | F1, exact | precision | recall | F1, overlap | n |
            |---|---|---|---|---|---|
            """
                .formatted(texts));
    counts.forEach(
        (type, c) -> {
          double precision = new Share(c.foundTrue, c.found).value();
          double recall = new Share(c.truthFound, c.truth).value();
          out.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %.3f | %.3f | %.3f | %.3f | %d |%n",
                  type,
                  2.0 * c.exact / Math.max(1, c.found + c.truth),
                  precision,
                  recall,
                  2 * precision * recall / (precision + recall),
                  c.truth));
        });
    out.append(
        "\ntexts without personal data in which something was found, of a structured type: ");
    out.append(new Share(harmlessStructured, harmless));
    out.append("; by a tag: ").append(new Share(harmlessTagged, harmless)).append('\n');
    return out.toString();
  }
}
