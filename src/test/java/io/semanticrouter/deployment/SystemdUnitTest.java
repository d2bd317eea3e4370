package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.Main;
import io.semanticrouter.config.Configs;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The unit agrees with what the router does at its start and its end. */
class SystemdUnitTest {
  private static final Map<String, String> SERVICE =
      Yamls.read(Path.of("deploy", "systemd", "semantic-router.service"))
          .lines()
          .filter(line -> line.contains("=") && !line.startsWith("#"))
          .filter(line -> !line.startsWith("Environment"))
          .map(line -> line.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

  @Test
  void waitsUntilTheRouterHasDrained() {
    // Given
    long drain = Configs.of("{}").load().server().shutdownDrain().toSeconds();

    // When
    long timeout = Long.parseLong(SERVICE.get("TimeoutStopSec"));

    // Then
    long flush = 5;
    assertThat(timeout).isGreaterThan(drain + flush);
  }

  @Test
  void doesNotRetryAWrongConfiguration() {
    assertThat(SERVICE)
        .containsEntry("Restart", "on-failure")
        .containsEntry("RestartPreventExitStatus", Integer.toString(Main.EXIT_WRONG_CONFIGURATION));
  }
}
