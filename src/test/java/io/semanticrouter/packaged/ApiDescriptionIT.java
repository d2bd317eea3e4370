package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RouterClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged router has the description of its API with it. */
class ApiDescriptionIT extends PackagedTestBase {
  @Test
  void showsTheDescription() throws IOException {
    // Given
    try (PackagedRouter router = PackagedRouter.start(harness.configFile(), Map.of())) {
      // When
      Answer answer = router.management().send("GET", "/q/openapi", Map.of(), new byte[0]);

      // Then
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo(Files.readString(Path.of("docs", "openapi.yaml")));
    }
  }
}
