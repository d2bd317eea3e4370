package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

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
  void theRouterAcceptsTheFile(Path folder) {
    // Given
    String yaml = Yamls.read(folder.resolve("config.yaml"));

    // When
    String complaints = complaints(yaml);

    // Then
    assertThat(complaints).isEmpty();
  }

  /**
   * What the packaged router says against a file: nothing, or it does not become ready at all. A
   * backend or a collector that nobody runs is no reason for that.
   */
  private static String complaints(String yaml) {
    Map<String, String> environment = Map.of("VLLM_ENDPOINTS_0__ADDRESS", "127.0.0.1");
    try (PackagedRouter router = PackagedRouter.start(yaml, environment)) {
      Answer models = router.client().send("GET", "/v1/models", Map.of(), new byte[0]);
      assertThat(models.status()).isEqualTo(200);
      return String.join(
          "\n",
          (router.stdout() + router.stderr())
              .lines()
              .filter(line -> line.contains("no effect") || line.contains("unknown key"))
              .toList());
    }
  }
}
