package io.semanticrouter.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Recall and false alarms by source, the curve, and what disguises cost. */
final class AttackTable {
  private static final double THRESHOLD = 0.5;
  private static final String WORDS =
      "the garden behind the house was quiet and the two old chairs stood where they had always"
          + " stood while the kettle sang in the kitchen and nobody hurried anywhere that day ";
  private static final String LATIN = "aeocpx";
  private static final String CYRILLIC = "\u0430\u0435\u043e\u0441\u0440\u0445";

  private final ToDoubleFunction<String> score;
  private final Map<String, List<Double>> attacks = new TreeMap<>();
  private final Map<String, List<Double>> benign = new TreeMap<>();
  private final List<String> attackTexts = new ArrayList<>();

  AttackTable(ToDoubleFunction<String> score) {
    this.score = score;
  }

  void add(String source, boolean attack, String text) {
    (attack ? attacks : benign)
        .computeIfAbsent(source, _ -> new ArrayList<>())
        .add(score.applyAsDouble(text));
    if (attack && attackTexts.size() < 400) {
      attackTexts.add(text);
    }
  }

  private static Share flagged(List<Double> scores, double threshold) {
    return new Share((int) scores.stream().filter(s -> s >= threshold).count(), scores.size());
  }

  /**
   * Harmless texts by the last word of their source: benign-quoting and benign2-quoting together.
   */
  private Map<String, List<Double>> byKind() {
    Map<String, List<Double>> kinds = new TreeMap<>();
    benign.forEach(
        (source, scores) ->
            kinds
                .computeIfAbsent(
                    source.substring(source.lastIndexOf('-') + 1), _ -> new ArrayList<>())
                .addAll(scores));
    return kinds;
  }

  private static List<Double> all(Map<String, List<Double>> scores) {
    return scores.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("\n## Attacks, threshold 0.5\n\n");
    out.append("| source | flagged |\n|---|---|\n");
    attacks.forEach(
        (s, v) -> out.append("| attack: " + s + " | " + flagged(v, THRESHOLD) + " |\n"));
    benign.forEach((s, v) -> out.append("| benign: " + s + " | " + flagged(v, THRESHOLD) + " |\n"));
    byKind()
        .forEach((kind, v) -> out.append("| all " + kind + " | " + flagged(v, THRESHOLD) + " |\n"));
    out.append("\n| threshold | recall | false alarms |\n|---|---|---|\n");
    for (double t : new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
      out.append(
          String.format(
              Locale.ROOT,
              "| %.1f | %.3f | %.4f |%n",
              t,
              flagged(all(attacks), t).value(),
              flagged(all(benign), t).value()));
    }
    out.append("\n| change to the attacks | found |\n|---|---|\n");
    Random random = new Random(1);
    String words = WORDS.repeat(7);
    row(out, "none", attackTexts);
    row(out, "200 words before", attackTexts.stream().map(t -> words + "\n\n" + t).toList());
    row(out, "200 words behind", attackTexts.stream().map(t -> t + "\n\n" + words).toList());
    row(out, "upper case", attackTexts.stream().map(t -> t.toUpperCase(Locale.ROOT)).toList());
    row(out, "mixed case", attackTexts.stream().map(t -> mixedCase(t, random)).toList());
    row(out, "double spaces", attackTexts.stream().map(t -> t.replace(" ", "  ")).toList());
    row(out, "homoglyphs", attackTexts.stream().map(t -> homoglyphs(t, random)).toList());
    return out.toString();
  }

  private void row(StringBuilder out, String change, List<String> texts) {
    List<Double> scores = texts.stream().map(score::applyAsDouble).toList();
    out.append("| " + change + " | " + flagged(scores, THRESHOLD) + " |\n");
  }

  private static String mixedCase(String text, Random random) {
    StringBuilder mixed = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                mixed.append(
                    random.nextBoolean()
                        ? Character.toUpperCase((char) c)
                        : Character.toLowerCase((char) c)));
    return mixed.toString();
  }

  private static String homoglyphs(String text, Random random) {
    StringBuilder mixed = new StringBuilder();
    for (int k = 0; k < text.length(); k++) {
      char c = text.charAt(k);
      int i = LATIN.indexOf(c);
      mixed.append(i >= 0 && random.nextInt(3) == 0 ? CYRILLIC.charAt(i) : c);
    }
    return mixed.toString();
  }
}
