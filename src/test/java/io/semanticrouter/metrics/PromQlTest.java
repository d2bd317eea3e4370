package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void findsMetricsAndLabels() {
    // When
    PromQl found =
        PromQl.of(
            "histogram_quantile(0.9, sum by (le, model) (rate(a_bucket{x=\"1\",y=~\"b|c\"}[5m])))"
                + " / max(b_total) > 0 or vector(0)");

    // Then
    assertThat(found.grouped()).containsExactlyInAnyOrder("le", "model");
    assertThat(found.selectors())
        .isEqualTo(
            List.of(
                new PromQl.Selector("a_bucket", Map.of("x", "1"), Set.of("x", "y")),
                new PromQl.Selector("b_total", Map.of(), Set.of())));
  }
}
