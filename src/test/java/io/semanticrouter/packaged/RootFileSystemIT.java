package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.semanticrouter.testing.Chats;
import io.semanticrouter.testing.ContainedRouter;
import io.semanticrouter.testing.FakeVllm;
import io.semanticrouter.testing.PackagedRouter;
import io.semanticrouter.testing.RootFileSystem;
import io.semanticrouter.testing.RouterClient.Answer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is built in the root file system that its Dockerfile describes, without a container engine:
 * the C library, the files that the Dockerfile copies, nothing else.
 */
class RootFileSystemIT {
  private static final int NONROOT = 65532;

  /** With it a JVM ends at once where its AOT cache does not fit what stands around it. */
  private static final String CACHE_OR_NOTHING = "-XX:AOTMode=on";

  private static final String JVM_OPTIONS = "JDK_JAVA_OPTIONS";

  /** An image: its Dockerfile, the program it starts, and what makes that. */
  enum Image {
    NATIVE(
        "Dockerfile.native",
        "target/semantic-router",
        "./mvnw package -Dnative",
        PackagedRouter.isNative()),
    JVM("Dockerfile.jvm", "target/jvm-image/java/bin/java", "docker/assemble-jvm", true);

    private final Path dockerfile;
    private final Path program;
    private final String maker;
    private final boolean built;

    /**
     * @param current false where what lies there is of an earlier build
     */
    Image(String dockerfile, String program, String maker, boolean current) {
      this.dockerfile = Path.of(dockerfile);
      this.program = Path.of(program);
      this.maker = maker;
      this.built = current && Files.isExecutable(this.program);
    }

    RootFileSystem assemble() {
      assumeTrue(built, () -> "not built here: " + maker);
      Optional<String> obstacle = ContainedRouter.obstacle();
      assumeTrue(obstacle.isEmpty(), () -> "no root of its own here: " + obstacle.orElseThrow());
      return RootFileSystem.assemble(dockerfile, program);
    }
  }

  @ParameterizedTest
  @EnumSource(Image.class)
  void linksNothingThatTheImageDoesNotHave(Image image) {
    // Given
    try (RootFileSystem root = image.assemble()) {

      // When
      Map<String, Path> linked = RootFileSystem.linked(image.program);

      // Then
      assertThat(linked).containsKey("libc.so.6");
      assertThat(root.fileNames()).containsAll(linked.keySet());
    }
  }

  @ParameterizedTest
  @EnumSource(Image.class)
  void routesAsNonrootFromReadOnlyRoot(Image image) throws IOException {
    // Given
    try (FakeVllm backend = FakeVllm.start("general");
        ContainedRouter router =
            ContainedRouter.start(
                withConfig(image.assemble(), backend),
                Map.of("CONFIG_PATH", "/config/config.yaml", JVM_OPTIONS, CACHE_OR_NOTHING))) {

      // When
      Answer answer = router.client().chat(Chats.of("auto", Chats.math()), Map.of());

      // Then
      assertThat(answer.status()).as(router.log()).isEqualTo(200);
      assertThat(answer.header("x-vsr-selected-model")).contains("general");
      assertThat(backend.exchanges()).hasSize(1);
      assertThat(router.log()).doesNotContain("WARN", "ERROR");
      assertThat(router.user()).isEqualTo(NONROOT);
      assertThat(router.status("CapEff")).endsWith("0000000000000000");
      assertReadOnly(router);
      assertThat(router.stop()).as("exit code after SIGTERM").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Image.class)
  void startsWithNothingMounted(Image image) throws IOException {
    // Given
    RootFileSystem root = image.assemble();

    // When
    try (ContainedRouter router =
        ContainedRouter.start(root, Map.of(JVM_OPTIONS, CACHE_OR_NOTHING))) {
      Answer models = router.client().send("GET", "/v1/models", Map.of(), new byte[0]);

      // Then
      assertThat(models.status()).isEqualTo(200);
      assertReadOnly(router);
      assertThat(router.stop()).as("exit code after SIGTERM").isZero();
    }
  }

  /** By the mounts' options, by trying as whoever runs this test, and by what /tmp holds. */
  private static void assertReadOnly(ContainedRouter router) throws IOException {
    assertThat(router.writableMounts())
        .contains("/tmp")
        .allMatch(mount -> mount.matches("/(tmp|proc|dev/(null|random|urandom))"));
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> Files.createFile(router.inside("home/nonroot/probe")))
        .withMessageContaining("Read-only file system");
    try (Stream<Path> left = Files.list(router.inside("tmp"))) {
      assertThat(left).as("what the router wrote").isEmpty();
    }
  }

  private static RootFileSystem withConfig(RootFileSystem root, FakeVllm backend) {
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
}
