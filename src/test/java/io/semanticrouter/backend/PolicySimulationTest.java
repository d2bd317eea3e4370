package io.semanticrouter.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.semanticrouter.backend.PolicySimulation.Outcome;
import io.semanticrouter.backend.PolicySimulation.Server;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That each policy does what it says, in simulated time and with fixed chance. */
class PolicySimulationTest {
  /** The same hardware but for one, which takes four times as long; nobody has said so. */
  static final List<Server> ONE_SLOW =
      List.of(
          new Server(1, 8, 100),
          new Server(1, 8, 100),
          new Server(1, 8, 100),
          new Server(1, 8, 400));

  /** 60 % of what these servers can do together. */
  static final double RATE = 0.6 * (3 * 80 + 20);

  static final int SECONDS = 120;
  static final int SESSIONS = 2_000;

  private static Outcome run(LoadBalancing policy) {
    return new PolicySimulation(policy, ONE_SLOW).run(RATE, SECONDS, SESSIONS);
  }

  @Test
  void weightsDecideWhatShareAServerGets() {
    // Given
    List<Server> servers =
        List.of(new Server(1, 100, 10), new Server(2, 100, 10), new Server(7, 100, 10));

    // When
    double[] share =
        new PolicySimulation(LoadBalancing.WEIGHTED, servers).run(500, SECONDS, SESSIONS).share();

    // Then
    assertThat(share[0]).isCloseTo(0.1, within(0.01));
    assertThat(share[1]).isCloseTo(0.2, within(0.01));
    assertThat(share[2]).isCloseTo(0.7, within(0.01));
  }

  @ParameterizedTest
  @EnumSource(names = {"LEAST_IN_FLIGHT", "P2C", "VLLM_LOAD"})
  void policiesThatLookAtLoadSpareTheSlowServer(LoadBalancing policy) {
    // Given
    Outcome weighted = run(LoadBalancing.WEIGHTED);

    // When
    Outcome outcome = run(policy);

    // Then
    assertThat(outcome.p99Millis()).isLessThan(weighted.p99Millis() / 5);
    assertThat(outcome.share()[3]).isLessThan(0.15);
    assertThat(outcome.imbalance()).isLessThan(weighted.imbalance());
  }

  @Test
  void aSessionMeetsOneServer() {
    // When
    Outcome outcome = run(LoadBalancing.SESSION);

    // Then
    assertThat(outcome.endpointsPerSession()).isEqualTo(1);
    for (double share : outcome.share()) {
      assertThat(share).isCloseTo(0.25, within(0.05));
    }
  }
}
