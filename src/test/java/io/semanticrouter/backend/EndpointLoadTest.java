package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndpointLoadTest {
  private final AtomicLong now = new AtomicLong();
  private final EndpointLoad load = new EndpointLoad(now::get, () -> {});

  @Test
  void aSlowAnswerFadesWhileNoneComes() {
    // Given
    load.answered(TimeUnit.SECONDS.toNanos(60));
    double fresh = load.latencyNanos();

    // When
    now.addAndGet(TimeUnit.SECONDS.toNanos(60));

    // Then
    assertThat(fresh).isEqualTo(60e9);
    assertThat(load.latencyNanos()).isLessThan(0.2e9);
  }

  @Test
  void silenceWhileSomethingIsAskedIsNoSignOfHealth() {
    // Given
    load.answered(1_000);
    load.begin(8);

    // When
    now.addAndGet(TimeUnit.SECONDS.toNanos(60));
    double hanging = load.latencyNanos();
    load.end();

    // Then
    assertThat(hanging).isEqualTo(1_000);
    assertThat(load.latencyNanos()).isEqualTo(1_000);
  }
}
