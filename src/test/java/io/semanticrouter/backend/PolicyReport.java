package io.semanticrouter.backend;

import io.semanticrouter.backend.PolicySimulation.Outcome;
import io.semanticrouter.config.RouterConfig.LoadBalancing;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prints the table of docs/backends.md: {@code ./mvnw -Peval test -Dtest=PolicyReport}. */
@Tag("evaluation")
class PolicyReport {
  @Test
  void policies() {
    System.out.println("| policy | p50, ms | p99, ms | share of the slow one | imbalance |");
    System.out.println("|---|---|---|---|---|");
    for (LoadBalancing policy : LoadBalancing.values()) {
      Outcome outcome =
          new PolicySimulation(policy, PolicySimulationTest.ONE_SLOW)
              .run(
                  PolicySimulationTest.RATE,
                  PolicySimulationTest.SECONDS,
                  PolicySimulationTest.SESSIONS);
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %.0f | %.0f | %.1f %% | %.1f |%n",
          policy.label(),
          outcome.p50Millis(),
          outcome.p99Millis(),
          100 * outcome.share()[3],
          outcome.imbalance());
    }
  }
}
