package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.semanticrouter.config.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code k8s/} as they lie there; needs no kubectl. */
class KubernetesSourcesTest {

  static List<Path> folders() {
    return Kustomize.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void kustomizationNamesEveryFile(Path folder) throws IOException {
    // Given
    Set<String> present = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> present.add(file.getFileName().toString()));
    }

    // When
    Set<String> named = new TreeSet<>(manifests(folder));
    for (Object generator : Yamls.list(kustomization(folder).get("configMapGenerator"))) {
      named.addAll(Yamls.texts(Yamls.map(generator).get("files")));
    }
    named.add("kustomization.yaml");

    // Then
    assertThat(named).isEqualTo(present);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void manifestsParseStrictly(Path folder) {
    for (String manifest : manifests(folder)) {
      // Given
      String yaml = Yamls.read(folder.resolve(manifest));

      // When, Then
      assertThatCode(() -> StrictKubernetes.parse(yaml)).as(manifest).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void routerAcceptsItsFile(Path folder) {
    // Given
    String yaml = Yamls.read(folder.resolve("config.yaml"));

    // When, Then
    assertThatCode(() -> Configs.of(yaml).load()).doesNotThrowAnyException();
  }

  private static Map<String, Object> kustomization(Path folder) {
    return Yamls.file(folder.resolve("kustomization.yaml"));
  }

  /** The files with Kubernetes objects: resources but the base, and patches. */
  private static List<String> manifests(Path folder) {
    Map<String, Object> kustomization = kustomization(folder);
    Stream<String> resources =
        Yamls.texts(kustomization.get("resources")).stream()
            .filter(name -> !name.startsWith("../"));
    Stream<String> patches =
        Yamls.list(kustomization.get("patches")).stream()
            .map(patch -> Yamls.map(patch).get("path"))
            .filter(path -> path != null)
            .map(Object::toString);
    return Stream.concat(resources, patches).toList();
  }
}
