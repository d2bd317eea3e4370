package io.semanticrouter.cache;

import io.semanticrouter.cache.rules.AnswerRules;
import io.semanticrouter.evaluation.Share;
import io.semanticrouter.understanding.Understanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the cache's decision would be on pairs of questions of which one is stored. */
public final class CachePairs {
  private record Row(String set, boolean same, String kind, double cosine, double together) {
    /** As {@link CacheStage} and {@link AnswerVerifier} decide. */
    boolean isHit(double threshold) {
      return cosine >= AnswerVerifier.LEAST_COSINE && together >= threshold;
    }
  }

  private final Understanding understanding;
  private final List<Row> rows = new ArrayList<>();

  public CachePairs(Understanding understanding) {
    this.understanding = understanding;
  }

  public void add(String set, String stored, String asked, boolean same, String kind) {
    float[] a = understanding.read(stored).embedding();
    float[] b = understanding.read(asked).embedding();
    double cosine = 0;
    for (int i = 0; i < a.length; i++) {
      cosine += a[i] * b[i];
    }
    boolean vetoed = AnswerRules.of(asked).seeDifferenceTo(stored);
    double together = vetoed ? 0 : understanding.sameAnswer(asked, stored);
    rows.add(new Row(set, same, kind, cosine, together));
  }

  /** Of the pairs of one kind of text. */
  private record Table(String title, List<Row> rows) {
    private String share(boolean same, Predicate<Row> asked) {
      return CachePairs.share(rows.stream().filter(r -> r.same() == same).toList(), asked);
    }

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder("\n## Cache, pairs: " + title);
      out.append(": hits on paraphrases, wrong answers on look-alikes\n\n");
      out.append("| similarity_threshold | hits | wrong answers |\n|---|---|---|\n");
      for (double threshold : new double[] {0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98}) {
        Predicate<Row> hit = row -> row.isHit(threshold);
        out.append("| " + threshold + " | " + share(true, hit));
        out.append(" | " + share(false, hit) + " |\n");
      }
      Predicate<Row> near = row -> row.cosine() >= AnswerVerifier.LEAST_COSINE;
      Predicate<Row> vetoed = row -> row.together() == 0;
      out.append("\nnear enough to be compared: ").append(share(true, near));
      out.append(", look-alikes ").append(share(false, near));
      out.append("; stopped by a rule: ").append(share(true, vetoed));
      out.append(", look-alikes ").append(share(false, vetoed)).append('\n');
      return out.toString();
    }
  }

  private static String share(List<Row> of, Predicate<Row> asked) {
    return new Share((int) of.stream().filter(asked).count(), of.size()).toString();
  }

  @Override
  public String toString() {
    Map<String, List<Row>> sets =
        rows.stream().collect(Collectors.groupingBy(Row::set, TreeMap::new, Collectors.toList()));
    StringBuilder out = new StringBuilder();
    sets.forEach((set, of) -> out.append(new Table(set, of)));
    Map<String, List<Row>> kinds = new TreeMap<>();
    for (Row row : sets.getOrDefault("everyday", List.of())) {
      String kind = (row.same() ? "same: " : "different: ") + row.kind();
      kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(row);
    }
    out.append("\n| kind | answered at 0.8 |\n|---|---|\n");
    kinds.forEach(
        (kind, of) -> out.append("| " + kind + " | " + share(of, row -> row.isHit(0.8)) + " |\n"));
    return out.toString();
  }
}
