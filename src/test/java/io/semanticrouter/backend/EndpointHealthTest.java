package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.backend.EndpointHealth.Fitness;
import io.semanticrouter.config.Ejection;
import io.semanticrouter.config.HealthCheck;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndpointHealthTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final EndpointHealth health =
      new EndpointHealth(
          new HealthCheck(true, Duration.ofSeconds(10), Duration.ofSeconds(2), 3, 2),
          new Ejection(2, 0.5, 20, Duration.ofSeconds(30), 1));

  @Test
  void isFitUntilSomethingSaysOtherwise() {
    assertThat(health.admit(0)).isEqualTo(Fitness.FIT);
    assertThat(health.fitness()).isEqualTo(Fitness.FIT);
  }

  @Test
  void isEjectedByFailuresInARow() {
    // When
    String first = failed(0);
    String second = failed(SECOND);

    // Then
    assertThat(first).isNull();
    assertThat(second).isEqualTo("failed 2 times in a row");
    assertThat(health.admit(2 * SECOND)).isEqualTo(Fitness.EJECTED);
  }

  @Test
  void staysWhereASuccessComesBetweenFailures() {
    // When
    failed(0);
    health.succeeded(0, 0);
    failed(SECOND);

    // Then
    assertThat(health.admit(SECOND)).isEqualTo(Fitness.FIT);
  }

  @Test
  void letsOneRequestThroughWhenTheTimeIsOver() {
    // Given
    eject();

    // When
    Fitness first = health.admit(31 * SECOND);
    Fitness second = health.admit(31 * SECOND);

    // Then
    assertThat(first).isEqualTo(Fitness.PROBED);
    assertThat(second).isEqualTo(Fitness.EJECTED);
    assertThat(health.fitness()).isEqualTo(Fitness.EJECTED);
  }

  @Test
  void isBackWhenTheProbeSucceeds() {
    // Given
    eject();
    health.admit(31 * SECOND);

    // When
    boolean changed = health.succeeded(31 * SECOND, 31 * SECOND);

    // Then
    assertThat(changed).isTrue();
    assertThat(health.admit(31 * SECOND)).isEqualTo(Fitness.FIT);
  }

  @Test
  void isOutForAsLongAgainWhenTheProbeFails() {
    // Given
    eject();
    health.admit(31 * SECOND);

    // When
    String changed = failed(40 * SECOND);

    // Then
    assertThat(changed).isNull();
    assertThat(health.admit(69 * SECOND)).isEqualTo(Fitness.EJECTED);
    assertThat(health.admit(71 * SECOND)).isEqualTo(Fitness.PROBED);
  }

  @Test
  void isProbedAgainWhenNobodyToldHowTheProbeWent() {
    // Given
    eject();

    // When
    health.admit(31 * SECOND);

    // Then
    assertThat(health.admit(62 * SECOND)).isEqualTo(Fitness.PROBED);
  }

  @Test
  void isUnhealthyAfterChecksThatFailInARow() {
    // When
    health.checked(false);
    health.checked(false);
    health.checked(true);
    health.checked(false);
    health.checked(false);
    Fitness before = health.fitness();
    boolean changed = health.checked(false);

    // Then
    assertThat(before).isEqualTo(Fitness.FIT);
    assertThat(changed).isTrue();
    assertThat(health.admit(0)).isEqualTo(Fitness.UNHEALTHY);
  }

  @Test
  void isHealthyAgainAfterChecksThatSucceedInARow() {
    // Given
    for (int i = 0; i < 3; i++) {
      health.checked(false);
    }

    // When
    health.checked(true);
    Fitness before = health.fitness();
    boolean changed = health.checked(true);

    // Then
    assertThat(before).isEqualTo(Fitness.UNHEALTHY);
    assertThat(changed).isTrue();
    assertThat(health.fitness()).isEqualTo(Fitness.FIT);
  }

  private String failed(long now) {
    return health.failed(now, now, false);
  }

  private void eject() {
    failed(0);
    failed(0);
  }
}
