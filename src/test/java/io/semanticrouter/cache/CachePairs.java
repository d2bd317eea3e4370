package io.semanticrouter.cache;

import io.semanticrouter.cache.rules.AnswerRules;
import io.semanticrouter.understanding.Understanding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the cache's decision would be on pairs of questions of which one is stored. */
public final class CachePairs {
  private record Row(boolean same, String kind, double cosine, double together) {
    /** As {@link CacheStage} and {@link AnswerVerifier} decide. */
    boolean isHit(double threshold, double least) {
      return cosine >= threshold && together >= least;
    }
  }

  private final Understanding understanding;
  private final List<Row> rows = new ArrayList<>();

  public CachePairs(Understanding understanding) {
    this.understanding = understanding;
  }

  public void add(String stored, String asked, boolean same, String kind) {
    float[] a = understanding.read(stored).embedding();
    float[] b = understanding.read(asked).embedding();
    double cosine = 0;
    for (int i = 0; i < a.length; i++) {
      cosine += a[i] * b[i];
    }
    boolean vetoed = AnswerRules.of(asked).seeDifferenceTo(stored);
    rows.add(new Row(same, kind, cosine, vetoed ? 0 : understanding.sameAnswer(asked, stored)));
  }

  private double share(boolean same, double threshold, double least) {
    List<Row> of = rows.stream().filter(r -> r.same() == same).toList();
    return of.stream().filter(r -> r.isHit(threshold, least)).count() / (double) of.size();
  }

  @Override
  public String toString() {
    StringBuilder out =
        new StringBuilder(
            """

            ## Cache: hits on paraphrases / wrong answers

            | pair head at least | cosine 0.4 | 0.5 | 0.6 | 0.7 | 0.8 |
            |---|---|---|---|---|---|
            """);
    for (double least : new double[] {0.01, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98}) {
      out.append(String.format(Locale.ROOT, "| %.2f |", least));
      for (double threshold : new double[] {0.4, 0.5, 0.6, 0.7, 0.8}) {
        out.append(
            String.format(
                Locale.ROOT,
                " %.3f / %.3f |",
                share(true, threshold, least),
                share(false, threshold, least)));
      }
      out.append('\n');
    }
    Map<String, List<Row>> kinds = new TreeMap<>();
    rows.forEach(
        r ->
            kinds
                .computeIfAbsent(
                    (r.same() ? "same: " : "different: ") + r.kind(), _ -> new ArrayList<>())
                .add(r));
    out.append("\n| kind | answered (0.6, 0.5) | n |\n|---|---|---|\n");
    kinds.forEach(
        (kind, of) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %d |%n",
                    kind,
                    of.stream().filter(r -> r.isHit(0.6, 0.5)).count() / (double) of.size(),
                    of.size())));
    return out.toString();
  }
}
