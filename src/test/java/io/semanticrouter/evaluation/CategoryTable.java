package io.semanticrouter.evaluation;

import io.semanticrouter.classification.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Accuracy, precision and recall, confusion and calibration of categories. */
final class CategoryTable {
  private record Row(String truth, String found, double confidence) {
    boolean right() {
      return truth.equals(found);
    }

    /** What is less certain than the threshold is "other". */
    boolean rightAt(double threshold) {
      return truth.equals(confidence >= threshold ? found : "other");
    }
  }

  private final Map<String, List<Row>> bySource = new TreeMap<>();

  void add(String source, String truth, Category found) {
    bySource
        .computeIfAbsent(source, _ -> new ArrayList<>())
        .add(new Row(truth, found.name(), found.confidence()));
  }

  private static Share accuracy(List<Row> rows) {
    return new Share((int) rows.stream().filter(Row::right).count(), rows.size());
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("\n## Category\n");
    bySource.forEach((source, rows) -> describe(out, source, rows));
    return out.toString();
  }

  private static void describe(StringBuilder out, String source, List<Row> rows) {
    List<Row> sure =
        rows.stream()
            .sorted(Comparator.comparingDouble(Row::confidence).reversed())
            .limit(rows.size() * 8L / 10)
            .toList();
    out.append("\n### ").append(source).append("\n\n");
    out.append("accuracy ").append(accuracy(rows)).append('\n');
    out.append("of the 80 % most confident ").append(accuracy(sure)).append("\n\n");
    for (double threshold : new double[] {0.3, 0.4, 0.5, 0.6}) {
      int right = (int) rows.stream().filter(r -> r.rightAt(threshold)).count();
      out.append("accuracy at category_model.threshold ").append(threshold).append(": ");
      out.append(new Share(right, rows.size())).append('\n');
    }
    out.append("\n| category | precision | recall | F1 | taken for |\n|---|---|---|---|---|\n");
    for (String name : rows.stream().map(Row::truth).distinct().sorted().toList()) {
      List<Row> truth = rows.stream().filter(r -> r.truth().equals(name)).toList();
      List<Row> found = rows.stream().filter(r -> r.found().equals(name)).toList();
      double precision = accuracy(found).value();
      double recall = accuracy(truth).value();
      out.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f | %s |%n",
              name,
              precision,
              recall,
              2 * precision * recall / (precision + recall),
              confusion(truth)));
    }
    out.append("\n| confidence | share right | n |\n|---|---|---|\n");
    for (int tenth = 2; tenth < 10; tenth++) {
      double from = tenth / 10.0;
      List<Row> bin =
          rows.stream().filter(r -> r.confidence() >= from && r.confidence() < from + 0.1).toList();
      out.append(
          String.format(
              Locale.ROOT, "| %.1f | %.2f | %d |%n", from, accuracy(bin).value(), bin.size()));
    }
  }

  private static String confusion(List<Row> rows) {
    Map<String, Long> wrong =
        rows.stream()
            .filter(r -> !r.right())
            .collect(Collectors.groupingBy(Row::found, Collectors.counting()));
    return wrong.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(3)
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
