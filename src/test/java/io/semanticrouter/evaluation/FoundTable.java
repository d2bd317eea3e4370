package io.semanticrouter.evaluation;

import io.semanticrouter.security.pii.PiiEntity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** In how many texts, of which nobody says what they hold, each type of personal data is found. */
final class FoundTable {
  private final Map<String, Integer> texts = new TreeMap<>();
  private int all;

  void add(List<PiiEntity> found) {
    all++;
    EntityTable.sure(found).stream()
        .map(e -> e.type().name())
        .collect(Collectors.toSet())
        .forEach(type -> texts.merge(type, 1, Integer::sum));
  }

  @Override
  public String toString() {
    StringBuilder out =
        new StringBuilder(
            """

            ## Everyday prompts in which personal data is found, threshold 0.7

            | type | of %d |
            |---|---|
            """
                .formatted(all));
    texts.forEach(
        (type, count) -> out.append("| ").append(type).append(" | ").append(count).append(" |\n"));
    return out.toString();
  }
}
