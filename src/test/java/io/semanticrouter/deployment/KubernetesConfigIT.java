package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged router takes the file of every ConfigMap. KubernetesObjectsTest shows that the
 * ConfigMaps hold these files to the byte, so this needs no kubectl.
 */
class KubernetesConfigIT {

  static List<Path> folders() {
    return Kustomize.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theRouterFindsNoFault(Path folder) {
    // When
    CommandLine.Finished validate =
        CommandLine.run(
            Path.of("."),
            Map.of(),
            PackagedRouter.command("validate", folder.resolve("config.yaml").toString()));

    // Then
    assertThat(validate.stderr()).isEmpty();
    assertThat(validate.stdout()).startsWith("OK: ");
    assertThat(validate.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theRouterStartsWithTheFile(Path folder) {
    // Given a backend and a collector that nobody runs
    String yaml = Yamls.read(folder.resolve("config.yaml"));
    Map<String, String> environment = Map.of("VLLM_ENDPOINTS_0__ADDRESS", "127.0.0.1");

    // When
    try (PackagedRouter router = PackagedRouter.start(yaml, environment)) {
      Answer models = router.client().send("GET", "/v1/models", Map.of(), new byte[0]);

      // Then
      assertThat(models.status()).isEqualTo(200);
    }
  }
}
