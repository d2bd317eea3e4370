package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.StageSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackendSelectorTest {
  private static Endpoint endpoint(String name, int weight) {
    return new Endpoint(
        name, "http", "10.0.0.1", 8000, "", weight, Optional.empty(), Optional.empty());
  }

  @Test
  void choosesByWeight() {
    // Given
    Random random = new Random(7);
    BackendSelector selector = new BackendSelector(random::nextInt);
    List<Endpoint> serving = List.of(endpoint("a", 1), endpoint("b", 2), endpoint("c", 7));
    Map<String, Integer> first = new HashMap<>();

    // When
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      Backend backend = selector.select(StageSpan.OFF, serving);
      first.merge(backend.order().getFirst().name(), 1, Integer::sum);
    }

    // Then
    assertThat(first.get("a") / (double) draws).isCloseTo(0.1, within(0.01));
    assertThat(first.get("b") / (double) draws).isCloseTo(0.2, within(0.01));
    assertThat(first.get("c") / (double) draws).isCloseTo(0.7, within(0.01));
  }

  @Test
  void namesEveryEndpointOnceInItsOrder() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 3), endpoint("b", 3), endpoint("c", 3));

    // When
    Backend backend = new BackendSelector().select(StageSpan.OFF, serving);

    // Then
    assertThat(backend.order()).containsExactlyInAnyOrderElementsOf(serving);
    assertThat(backend.candidates()).containsExactly("a", "b", "c");
    assertThat(backend.policy()).isEqualTo("weighted");
  }

  @Test
  void choosesNothingFromNothing() {
    // When
    Backend backend = new BackendSelector().select(StageSpan.OFF, List.of());

    // Then
    assertThat(backend.order()).isEmpty();
    assertThat(backend.candidates()).isEmpty();
  }
}
