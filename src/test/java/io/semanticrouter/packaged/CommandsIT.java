package io.semanticrouter.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.semanticrouter.testing.CommandLine;
import io.semanticrouter.testing.PackagedRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the packaged application that do not start it. */
class CommandsIT {
  private static final String FAULTY =
      """
      vllm_endpoints: [{name: one, address: 127.0.0.1, prot: 8000}]
      security: {on_block: shrug}
      """;

  @TempDir Path folder;

  @Test
  void aCorrectFileIsOk() throws IOException {
    // Given
    Files.writeString(
        folder.resolve("my.yaml"), "vllm_endpoints: [{name: one, address: 127.0.0.1}]\n");

    // When
    CommandLine.Finished validate = run(Map.of(), "validate", "my.yaml");

    // Then
    assertThat(validate.exitCode()).isZero();
    assertThat(validate.stdout()).isEqualTo("OK: my.yaml" + System.lineSeparator());
    assertThat(validate.stderr()).isEmpty();
  }

  @Test
  void aStartWarnsOfTheSame() throws IOException {
    // Given
    String yaml = "categories: [{name: law, pii_enabled: false}]\n";
    Files.writeString(folder.resolve("config.yaml"), yaml);

    // When
    CommandLine.Finished validate = run(Map.of(), "validate");
    String log;
    try (PackagedRouter router = PackagedRouter.start(yaml, Map.of())) {
      log = router.stdout() + router.stderr();
    }

    // Then
    assertThat(validate.exitCode()).isZero();
    assertThat(validate.stdout().lines()).containsExactly("OK: config.yaml");
    assertThat(validate.stderr().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(log).contains(line));
  }

  @Test
  void faultsAreThoseOfAStart() throws IOException {
    // Given
    Files.writeString(folder.resolve("my.yaml"), FAULTY);
    Map<String, String> override = Map.of("SEMANTIC_CACHE_TTL_SECONDS", "1h");

    // When
    CommandLine.Finished validate = run(override, "validate", "my.yaml");
    CommandLine.Finished start =
        run(Map.of("SEMANTIC_CACHE_TTL_SECONDS", "1h", "CONFIG_PATH", "my.yaml"), new String[] {});

    // Then
    assertThat(validate.exitCode()).isEqualTo(2);
    assertThat(validate.stderr().lines()).hasSize(3);
    assertThat(validate.stdout()).isEmpty();
    assertThat(start).isEqualTo(validate);
  }

  @Test
  void aFileThatIsNotThereIsAFault() {
    // When
    CommandLine.Finished validate = run(Map.of(), "validate", "nowhere.yaml");

    // Then
    assertThat(validate.exitCode()).isEqualTo(2);
    assertThat(validate.stdout()).isEmpty();
    assertThat(validate.stderr().lines())
        .containsExactly("nowhere.yaml: CONFIG_PATH: no such file");
  }

  @Test
  void propertiesMayFollowTheCommand() {
    // When
    CommandLine.Finished validate = run(Map.of(), "-Dsecurity.on_block=shrug", "validate");

    // Then
    assertThat(validate.exitCode()).isEqualTo(2);
    assertThat(validate.stderr().lines())
        .containsExactly(
            "system property: security.on_block = \"shrug\": must be refusal or error");
  }

  @Test
  void tellsItsVersion() {
    // When
    CommandLine.Finished version = run(Map.of(), "--version");

    // Then
    String runtime = PackagedRouter.isNative() ? "native" : "Java 25[^ ]*";
    assertThat(version.exitCode()).isZero();
    assertThat(version.stdout())
        .matches("semantic-router \\d+\\.\\d+\\.\\d+\\S* \\((commit \\w+, )?" + runtime + "\\)\\R");
    assertThat(version.stderr()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help"})
  void tellsHowToCallIt(String argument) {
    // When
    CommandLine.Finished help = run(Map.of(), argument);

    // Then
    assertThat(help.exitCode()).isZero();
    assertThat(help.stdout())
        .contains("validate [file]", "--version", "CONFIG_PATH", "8801", "9190");
    assertThat(help.stderr()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    // When
    CommandLine.Finished wrong = run(Map.of(), "serve");

    // Then
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.stdout()).isEmpty();
    assertThat(wrong.stderr().lines())
        .containsExactly(
            "semantic-router: unknown command \"serve\"; allowed: validate [--probe] [file],"
                + " --version or --help");
  }

  private CommandLine.Finished run(Map<String, String> environment, String... arguments) {
    return CommandLine.run(folder, environment, PackagedRouter.command(arguments));
  }
}
