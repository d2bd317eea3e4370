package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.Tls;
import io.semanticrouter.tracing.StageSpan;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackendSelectorTest {
  private static final RouterConfig CONFIG =
      Configs.of(
              """
              upstream:
                ejection: {consecutive_failures: 1, for: 30s}
                max_in_flight_per_endpoint: 2
              """)
          .load();

  private final AtomicLong now = new AtomicLong();
  private final EndpointHealths healths =
      new EndpointHealths(CONFIG.upstream(), new SimpleMeterRegistry(), now::get);
  private final EndpointLoads loads = new EndpointLoads(now::get);

  private static Endpoint endpoint(String name, int weight) {
    return new Endpoint(
        name, "http", "10.0.0.1", 8000, "", weight, Optional.empty(), Optional.empty(), Tls.SYSTEM);
  }

  private BackendSelector selector() {
    Random random = new Random(7);
    return new BackendSelector(healths, loads, () -> random);
  }

  @Test
  void namesEveryEndpointOnceInItsOrder() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 3), endpoint("b", 3), endpoint("c", 3));

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).containsExactlyInAnyOrderElementsOf(serving);
    assertThat(backend.candidates()).containsExactly("a", "b", "c");
    assertThat(backend.policy()).isEqualTo("weighted");
  }

  @Test
  void choosesNothingFromNothing() {
    // When
    Backend backend = selector().select(StageSpan.OFF, List.of(), null, CONFIG);

    // Then
    assertThat(backend.order()).isEmpty();
    assertThat(backend.candidates()).isEmpty();
  }

  @Test
  void waitsForOneThatIsFullBeforeItAsksABrokenOne() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1), endpoint("b", 1));
    loads.of(serving.get(0)).begin(2);
    loads.of(serving.get(0)).begin(2);
    healths.failed(serving.get(1), "502", now.get(), false);

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).isEmpty();
    assertThat(backend.overloaded()).isTrue();
    assertThat(backend.lastResort()).isFalse();
  }

  @Test
  void leavesOutWhatIsEjectedAndSaysSo() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1), endpoint("b", 1_000));
    healths.failed(serving.get(1), "connect_error", now.get(), false);

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).containsExactly(serving.get(0));
    assertThat(backend.candidates()).containsExactly("a", "b");
    assertThat(backend.excluded()).containsExactly("b: ejected");
    assertThat(backend.isFit()).isTrue();
  }

  @Test
  void probesWhatWasEjectedFirst() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1_000), endpoint("b", 1));
    healths.failed(serving.get(1), "connect_error", now.get(), false);
    now.addAndGet(TimeUnit.SECONDS.toNanos(31));

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).containsExactly(serving.get(1), serving.get(0));
    assertThat(backend.excluded()).isEmpty();
    assertThat(backend.isFit()).isTrue();
  }

  @Test
  void makesOneProbeAtATimeAndLeavesTheOthersToTheNext() {
    // Given two that are due together
    List<Endpoint> serving = List.of(endpoint("a", 1), endpoint("b", 1), endpoint("c", 1));
    healths.failed(serving.get(1), "connect_error", now.get(), false);
    healths.failed(serving.get(2), "connect_error", now.get(), false);
    now.addAndGet(TimeUnit.SECONDS.toNanos(31));

    // When
    Backend first = selector().select(StageSpan.OFF, serving, null, CONFIG);
    Backend second = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(first.order()).containsExactly(serving.get(1), serving.get(0));
    assertThat(first.excluded()).containsExactly("c: ejected");
    assertThat(second.order()).containsExactly(serving.get(2), serving.get(0));
    assertThat(second.excluded()).containsExactly("b: ejected");
  }

  @Test
  void triesWhatIsEjectedWhereNothingElseIsLeft() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1));
    healths.failed(serving.getFirst(), "connect_error", now.get(), false);

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).containsExactlyElementsOf(serving);
    assertThat(backend.excluded()).containsExactly("a: ejected");
    assertThat(backend.lastResort()).isTrue();
    assertThat(backend.isFit()).isFalse();
  }

  @Test
  void choosesNothingWhereAllAreUnhealthy() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1));
    for (int i = 0; i < 3; i++) {
      healths.checked(serving.getFirst(), "503 from /health");
    }

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).isEmpty();
    assertThat(backend.excluded()).containsExactly("a: unhealthy");
    assertThat(backend.lastResort()).isFalse();
    assertThat(backend.isFit()).isFalse();
  }

  @Test
  void leavesOutWhatIsFull() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1), endpoint("b", 1_000));
    loads.of(serving.get(1)).begin(Integer.MAX_VALUE);
    loads.of(serving.get(1)).begin(Integer.MAX_VALUE);

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).containsExactly(serving.get(0));
    assertThat(backend.excluded()).containsExactly("b: full");
    assertThat(backend.overloaded()).isFalse();
  }

  @Test
  void saysThatAllAreFull() {
    // Given
    List<Endpoint> serving = List.of(endpoint("a", 1));
    loads.of(serving.getFirst()).begin(Integer.MAX_VALUE);
    loads.of(serving.getFirst()).begin(Integer.MAX_VALUE);

    // When
    Backend backend = selector().select(StageSpan.OFF, serving, null, CONFIG);

    // Then
    assertThat(backend.order()).isEmpty();
    assertThat(backend.overloaded()).isTrue();
  }
}
