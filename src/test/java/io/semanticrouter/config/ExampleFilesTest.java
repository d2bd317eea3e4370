package io.semanticrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleFilesTest {

  private static final Path REFERENCE = Path.of("config", "reference.yaml");

  /** What the mutations put in the place of something else. */
  private static final List<String> FRAGMENTS =
      List.of(
          "",
          "\n",
          ":",
          "- ",
          "[",
          "]",
          "{",
          "}",
          "\"",
          "'",
          "&a ",
          "*a",
          "<<: ",
          "!!str ",
          "!x ",
          "|\n",
          "~",
          "null",
          "-1",
          "NaN",
          "1e999",
          "99999999999",
          "true",
          "\t",
          "\u0000",
          "\uFFFF",
          "\u2028",
          "${",
          "${X}",
          "$5",
          ",",
          "#",
          "---\n",
          "...\n",
          "? ",
          "%",
          "@",
          "\uD83D\uDE00");

  @ParameterizedTest
  @ValueSource(strings = {"development.yaml", "production.yaml", "reference.yaml"})
  void eachExampleLoadsWithoutANote(String name) {
    // Given
    ConfigFile file =
        ConfigFile.locate(Optional.of(Path.of("config", name).toString()), Path.of(""));
    // When
    RouterConfigLoader.Loaded loaded = Configs.of(file).loaded();
    // Then (two keys of later versions have no default that could be shown)
    assertThat(
            loaded.withoutEffect().stream()
                .filter(
                    key -> !key.endsWith("jailbreak_threshold") && !key.endsWith("pii_threshold")))
        .isEmpty();
    assertThat(loaded.foreign()).isEmpty();
  }

  @Test
  void theReferenceShowsEveryKey() throws IOException {
    // Given
    ConfigFile file = ConfigFile.of("reference.yaml", Files.readString(REFERENCE));
    Set<String> shown = new TreeSet<>();
    collect("", file.root(), shown);
    // When
    Set<String> known = Configs.of(file).loaded().knownKeys();
    // Then
    Set<String> missing = new TreeSet<>(known);
    missing.removeIf(key -> key.endsWith("[]") || shown.contains(key));
    assertThat(missing).isEmpty();
  }

  @Test
  void theReferenceShowsTheDefaults() throws IOException {
    // Given
    RouterConfig defaults = Configs.of(ConfigFile.none()).load();
    // When
    RouterConfig reference =
        Configs.of(ConfigFile.of("reference.yaml", Files.readString(REFERENCE))).load();
    // Then
    assertThat(reference.reasoningFamilies()).isEqualTo(defaults.reasoningFamilies());
    assertThat(reference.defaultReasoningEffort()).isEqualTo(defaults.defaultReasoningEffort());
    assertThat(reference.classifier()).isEqualTo(defaults.classifier());
    assertThat(reference.promptGuard()).isEqualTo(defaults.promptGuard());
    assertThat(reference.onBlock()).isEqualTo(defaults.onBlock());
    assertThat(reference.semanticCache()).isEqualTo(defaults.semanticCache());
    assertThat(reference.server()).isEqualTo(defaults.server());
    assertThat(reference.upstream()).isEqualTo(defaults.upstream());
    assertThat(reference.tracing()).isEqualTo(defaults.tracing());
  }

  @Test
  void theDocumentationNamesEveryKey() throws IOException {
    // Given
    String page = Files.readString(Path.of("docs", "configuration.md"));
    ConfigFile file = ConfigFile.of("reference.yaml", Files.readString(REFERENCE));
    // When
    Set<String> known = Configs.of(file).loaded().knownKeys();
    // Then every key that holds a value has its line
    List<String> missing = new ArrayList<>();
    for (String key : known) {
      boolean section = known.stream().anyMatch(other -> other.startsWith(key + "."));
      boolean items = known.stream().anyMatch(other -> other.startsWith(key + "[]."));
      if (!section && !items && !key.endsWith("[]") && !page.contains("`" + key + "`")) {
        missing.add(key);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void noMutationDoesMoreThanFault() throws IOException {
    // Given
    String reference = Files.readString(REFERENCE);
    Random random = new Random(20260101);
    int faulty = 0;
    for (int i = 0; i < 600; i++) {
      String mutated = mutated(reference, random);
      // When (anything but a configuration or ConfigFaults fails the test)
      List<String> faults = Configs.of(ConfigFile.of("m.yaml", mutated)).faults();
      // Then
      assertThat(faults).allMatch(line -> line.lines().count() == 1);
      faulty += faults.isEmpty() ? 0 : 1;
    }
    assertThat(faulty).isBetween(100, 599);
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      int start = random.nextInt(mutated.length());
      int end = Math.min(mutated.length(), start + random.nextInt(12));
      mutated.replace(start, end, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
    }
    return mutated.toString();
  }

  /** Paths as the loader's patterns write them. */
  private static void collect(String path, YamlTree tree, Set<String> paths) {
    switch (tree) {
      case YamlTree.Scalar _ -> paths.add(path);
      case YamlTree.Sequence sequence -> {
        paths.add(path);
        sequence.items().forEach(item -> collect(path + "[]", item, paths));
      }
      case YamlTree.Mapping mapping -> {
        paths.add(path);
        boolean named = path.equals("model_config") || path.equals("reasoning_families");
        mapping
            .entries()
            .forEach(
                (key, value) -> {
                  String name = named ? "*" : key;
                  collect(path.isEmpty() ? name : path + "." + name, value, paths);
                });
      }
    }
  }
}
