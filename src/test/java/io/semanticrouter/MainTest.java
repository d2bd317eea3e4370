package io.semanticrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start as a process of its own, up to the point where the framework would boot. */
class MainTest {

  @TempDir Path directory;

  private record Exit(int code, String out, String err) {}

  private Exit start(String... environment) throws IOException, InterruptedException {
    return run(List.of(), environment);
  }

  private Exit run(List<String> arguments, String... environment)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As the packaged application's own entry point sets it.
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.command().addAll(arguments);
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
    return new Exit(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void aWrongConfigurationEndsWithALinePerFault() throws Exception {
    // Given
    Files.writeString(
        directory.resolve("config.yaml"), "default_modell: m\nsecurity: {on_block: x}\n");
    // When
    Exit exit = start("VLLM_ENDPOINTS_0__PORT", "0");
    // Then
    assertThat(exit.code()).isEqualTo(2);
    assertThat(exit.out()).isEmpty();
    assertThat(exit.err().lines())
        .containsExactly(
            "config.yaml: vllm_endpoints[0].name: is required",
            "config.yaml: vllm_endpoints[0].address: is required",
            "environment variable VLLM_ENDPOINTS_0__PORT: vllm_endpoints[0].port = \"0\": must be"
                + " an integer from 1 to 65535",
            "config.yaml: security.on_block = \"x\": must be refusal or error",
            "config.yaml: default_modell = \"m\": unknown key; did you mean default_model?");
  }

  @Test
  void aFileThatIsNotThereEndsTheStart() throws Exception {
    // When
    Exit exit = start("CONFIG_PATH", "missing.yaml");
    // Then
    assertThat(exit.code()).isEqualTo(2);
    assertThat(exit.err().lines()).containsExactly("missing.yaml: CONFIG_PATH: no such file");
  }

  @Test
  void malformedYamlEndsTheStart() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("c.yaml"), "a: b\n c: d\n");
    // When
    Exit exit = start("CONFIG_PATH", file.toString());
    // Then
    assertThat(exit.code()).isEqualTo(2);
    assertThat(exit.err().lines())
        .containsExactly(file + ": line 2, column 3: mapping values are not allowed here");
  }

  @Test
  void validateNamesTheFileAndWarnsOfKeysWithoutEffect() throws Exception {
    // Given
    Files.writeString(
        directory.resolve("my.yaml"),
        "vllm_endpoints: [{name: a, address: b}]\ncategories: [{name: c, pii_enabled: false}]\n");
    // When
    Exit exit = run(List.of("validate", "my.yaml"), "CONFIG_PATH", "not-looked-at.yaml");
    // Then
    assertThat(exit.code()).isZero();
    assertThat(exit.out().lines()).containsExactly("OK: my.yaml");
    assertThat(exit.err().lines())
        .containsExactly("These keys have no effect in this version: categories[0].pii_enabled");
  }

  @Test
  void validateWithoutAFileChecksWhatAStartWouldUse() throws Exception {
    // When
    Exit nothing = run(List.of("validate"), "SEMANTIC_ROUTER_UPSTREAMS", "http://10.0.0.5:8000");
    Exit named = run(List.of("validate"), "CONFIG_PATH", "missing.yaml");
    // Then
    assertThat(nothing.code()).isZero();
    assertThat(nothing.out().lines()).containsExactly("OK: no file, defaults and overrides alone");
    assertThat(nothing.err()).isEmpty();
    assertThat(named.code()).isEqualTo(2);
    assertThat(named.out()).isEmpty();
    assertThat(named.err().lines()).containsExactly("missing.yaml: CONFIG_PATH: no such file");
  }

  @Test
  void overridesCountInTheFileThatIsValidated() throws Exception {
    // Given
    Files.writeString(directory.resolve("my.yaml"), "default_reasoning_effort: low\n");
    // When
    Exit environment =
        run(List.of("validate", "my.yaml"), "DEFAULT_REASONING_EFFORT", "none-at-all");
    Exit property = run(List.of("validate", "my.yaml", "-Ddefault_reasoning_effort=none-at-all"));
    // Then
    assertThat(environment.code()).isEqualTo(2);
    assertThat(environment.err()).startsWith("environment variable DEFAULT_REASONING_EFFORT: ");
    assertThat(property.code()).isEqualTo(2);
    assertThat(property.err()).startsWith("system property: default_reasoning_effort");
  }
}
