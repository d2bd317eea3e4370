package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.ContainedRouter;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.RootFileSystem;
import io.semanticrouter.testing.RouterClient.Answer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The native binary in the root file system that Dockerfile.native describes, without a container
 * engine: the C library, the files that the Dockerfile copies, nothing else.
 */
class RootFileSystemIT {
  private static final Path DOCKERFILE = Path.of("Dockerfile.native");
  private static final int NONROOT = 65532;

  private Path binary;

  @BeforeEach
  void needsTheBinaryAndNamespaces() {
    binary = Path.of(System.getProperty("native.image.path", "target/semantic-router"));
    assumeTrue(Files.isExecutable(binary), "only the native binary has an image without Java");
    Optional<String> obstacle = ContainedRouter.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "no root of its own here: " + obstacle.orElseThrow());
  }

  @Test
  void linksNothingThatTheImageDoesNotHave() {
    // Given
    try (RootFileSystem root = RootFileSystem.assemble(DOCKERFILE, binary)) {

      // When
      Map<String, Path> linked = RootFileSystem.linked(binary);

      // Then
      assertThat(linked).containsKey("libc.so.6");
      assertThat(root.fileNames()).containsAll(linked.keySet());
    }
  }

  @Test
  void routesAsNonrootFromReadOnlyRoot() throws IOException {
    // Given
    try (FakeVllm backend = FakeVllm.start("general");
        ContainedRouter router = ContainedRouter.start(rootWithConfig(backend), configPath())) {

      // When
      Answer answer = router.client().chat(Chats.of("auto", Chats.math()), Map.of());

      // Then
      assertThat(answer.status()).as(router.log()).isEqualTo(200);
      assertThat(answer.header("x-vsr-selected-model")).contains("general");
      assertThat(backend.exchanges()).hasSize(1);
      assertThat(router.user()).isEqualTo(NONROOT);
      assertThat(router.status("CapEff")).endsWith("0000000000000000");
      assertReadOnly(router);
      assertThat(router.stop()).as("exit code after SIGTERM").isIn(0, 143);
    }
  }

  @Test
  void startsWithNothingMounted() throws IOException {
    // Given
    RootFileSystem root = RootFileSystem.assemble(DOCKERFILE, binary);

    // When
    try (ContainedRouter router = ContainedRouter.start(root, Map.of())) {
      Answer models = router.client().send("GET", "/v1/models", Map.of(), new byte[0]);

      // Then
      assertThat(models.status()).isEqualTo(200);
      assertReadOnly(router);
      assertThat(router.stop()).as("exit code after SIGTERM").isIn(0, 143);
    }
  }

  /** By the mounts' options, by trying as whoever runs this test, and by what /tmp holds. */
  private static void assertReadOnly(ContainedRouter router) throws IOException {
    assertThat(router.writableMounts())
        .contains("/tmp")
        .doesNotContain("/")
        .allMatch(mount -> mount.matches("/(tmp|proc|dev/(null|random|urandom))"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Files.createFile(router.inside("home/nonroot/probe")))
        .withMessageContaining("Read-only file system");
    try (Stream<Path> left = Files.list(router.inside("tmp"))) {
      assertThat(left).as("what the router wrote").isEmpty();
    }
  }

  private RootFileSystem rootWithConfig(FakeVllm backend) {
    RootFileSystem root = RootFileSystem.assemble(DOCKERFILE, binary);
    root.mount(
        "/config/config.yaml",
        """
        vllm_endpoints:
          - {name: one, address: 127.0.0.1, port: %d}
        model_config:
          general: {preferred_endpoints: [one]}
        default_model: general
        """
            .formatted(backend.port()));
    return root;
  }

  private static Map<String, String> configPath() {
    return Map.of("CONFIG_PATH", "/config/config.yaml");
  }
}
