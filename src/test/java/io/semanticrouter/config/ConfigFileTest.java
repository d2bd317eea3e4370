package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

  @TempDir Path directory;

  private String onlyFault(ConfigFile file) {
    assertThat(file.faults()).hasSize(1);
    return file.faults().getFirst().line();
  }

  @Test
  void withoutAFileThereIsNothingToRead() {
    // When
    ConfigFile file = ConfigFile.locate(Optional.empty(), directory);
    // Then
    assertThat(file).isEqualTo(ConfigFile.none());
  }

  @Test
  void theFileInTheDirectoryIsTaken() throws IOException {
    // Given
    Files.writeString(directory.resolve("config.yaml"), "default_model: m\n");
    // When
    ConfigFile file = ConfigFile.locate(Optional.empty(), directory);
    // Then
    assertThat(file.name()).isEqualTo("config.yaml");
    assertThat(file.flattened()).containsExactlyEntriesOf(Map.of("default_model", "m"));
  }

  @Test
  void theNamedFileWins() throws IOException {
    // Given
    Files.writeString(directory.resolve("config.yaml"), "default_model: m\n");
    Path named = Files.writeString(directory.resolve("other.yaml"), "default_model: n\n");
    // When
    ConfigFile file = ConfigFile.locate(Optional.of(named.toString()), directory);
    // Then
    assertThat(file.flattened()).containsEntry("default_model", "n");
  }

  @Test
  void aMissingFileIsAFault() {
    // When
    ConfigFile file = ConfigFile.locate(Optional.of("no.yaml"), directory);
    // Then
    assertThat(onlyFault(file)).isEqualTo("no.yaml: CONFIG_PATH: no such file");
  }

  @Test
  void aDirectoryIsAFault() {
    // When
    ConfigFile file = ConfigFile.locate(Optional.of("."), directory);
    // Then
    assertThat(onlyFault(file)).isEqualTo(".: CONFIG_PATH: is a directory; name the file in it");
  }

  @Test
  void bytesThatAreNoTextAreAFault() throws IOException {
    // Given
    Files.write(directory.resolve("config.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
    // When
    ConfigFile file = ConfigFile.locate(Optional.empty(), directory);
    // Then
    assertThat(onlyFault(file)).isEqualTo("config.yaml: the document: not UTF-8 text");
  }

  @Test
  void aHugeFileIsAFault() throws IOException {
    // Given
    Files.writeString(directory.resolve("config.yaml"), "#".repeat(4 * 1024 * 1024 + 1));
    // When
    ConfigFile file = ConfigFile.locate(Optional.empty(), directory);
    // Then
    assertThat(onlyFault(file)).isEqualTo("config.yaml: the document: larger than 4 MiB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: b\\n c: [d'          | line 2, column 3: mapping values are not allowed here
          'a: 1\\nb: 2\\na: 3'      | line 3, column 1: duplicate key "a"
          'a: [1, 2'              | line 1, column 9: expected ',' or ']', but got <stream end> (while parsing a flow sequence)
          '- a'                   | line 1, column 1: the file must hold keys and values
          'a: b\\n---\\nc: d'       | line 2, column 1: but found another document (expected a single document in the stream)
          'a: *b'                 | line 1, column 4: found undefined alias b
          'a: &a [*a]'            | line 1, column 4: nested too deep or too large
          '? [a, b]\\n: c'         | line 1, column 3: a key must be a name
          """)
  void malformedYamlNamesThePlace(String yaml, String fault) {
    // When
    ConfigFile file = ConfigFile.of("c.yaml", yaml.replace("\\n", "\n"));
    // Then
    assertThat(onlyFault(file)).isEqualTo("c.yaml: " + fault);
  }

  @Test
  void aBombOfAliasesIsDefused() {
    // Given nine levels of nine, 387 million nodes if unfolded
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(8) + alias));
    }
    // When
    ConfigFile file = ConfigFile.of("c.yaml", yaml.toString());
    // Then
    assertThat(onlyFault(file))
        .isEqualTo(
            "c.yaml: the document: Number of aliases for non-scalar nodes exceeds the specified"
                + " max=50");
  }

  @Test
  void aTagNamesNoClass() {
    // When
    ConfigFile file = ConfigFile.of("c.yaml", "default_model: !!java.net.URL [http://x]\n");
    // Then
    assertThat(onlyFault(file))
        .isEqualTo(
            "c.yaml: line 1, column 16: Global tag is not allowed: tag:yaml.org,2002:java.net.URL");
  }

  @Test
  void anchorsAndMergesAreUnfolded() {
    // Given
    String yaml =
        """
        model_config:
          a: &base {reasoning_family: qwen3, preferred_endpoints: [e]}
          b: {<<: *base, reasoning_family: deepseek}
        """;
    // When
    ConfigFile file = ConfigFile.of("c.yaml", yaml);
    // Then
    assertThat(file.flattened())
        .containsEntry("model_config.b.reasoning_family", "deepseek")
        .containsEntry("model_config.b.preferred_endpoints[0]", "e");
  }

  @Test
  void keysAreWrittenTheWayOverridesWriteThem() {
    // Given
    String yaml =
        """
        vllm_endpoints: [{port: 1}, {port: 2}]
        model_config: {qwen2.5-7b: {reasoning_family: qwen3}}
        observability: {tracing: {attributes: {deployment.region: eu}}}
        empty: ""
        nothing:
        """;
    // When
    ConfigFile file = ConfigFile.of("c.yaml", yaml);
    // Then
    assertThat(file.flattened())
        .containsOnlyKeys(
            "vllm_endpoints[0].port",
            "vllm_endpoints[1].port",
            "model_config.\"qwen2.5-7b\".reasoning_family",
            "observability.tracing.attributes.\"deployment.region\"",
            "empty");
  }
}
