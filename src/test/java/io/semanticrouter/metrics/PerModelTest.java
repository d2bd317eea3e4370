package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PerModelTest {
  @Test
  void makesMetersOnce() {
    // Given
    PerModel<Object> meters = new PerModel<>(_ -> new Object());

    // When
    Object first = meters.of("a");

    // Then
    assertThat(meters.of("a")).isSameAs(first);
    assertThat(meters.of("b")).isNotSameAs(first);
  }

  @Test
  void hasAnEndToTheNamesABackendTells() {
    // Given
    PerModel<String> meters = new PerModel<>(model -> model);
    Set<String> labels = new HashSet<>();

    // When
    for (int i = 0; i < 10_000; i++) {
      labels.add(meters.of("model-" + i));
    }

    // Then
    assertThat(labels).hasSize(PerModel.MOST + 1).contains(PerModel.OTHER);
    assertThat(meters.of("model-0")).isEqualTo("model-0");
  }
}
