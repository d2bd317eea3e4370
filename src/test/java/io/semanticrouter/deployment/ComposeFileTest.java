package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code compose.yaml}: what it names exists, and it agrees with the overlays it shares files with.
 */
class ComposeFileTest {
  private static final Map<String, Object> SERVICES =
      Yamls.map(Yamls.file(Path.of("compose.yaml")).get("services"));

  @Test
  void everyServiceBelongsToOneProfile() {
    // When
    Set<String> names = SERVICES.keySet();

    // Then
    assertThat(names)
        .containsExactlyInAnyOrder("router-jaeger", "jaeger", "router-tempo", "tempo", "grafana")
        .allSatisfy(name -> assertThat(texts(name, "profiles")).hasSize(1));
  }

  @Test
  void portsAreThoseOfTheGuide() {
    assertThat(texts("jaeger", "ports")).containsExactly("4317:4317", "127.0.0.1:16686:16686");
    assertThat(texts("tempo", "ports")).containsExactly("4317:4317", "127.0.0.1:3200:3200");
    assertThat(texts("grafana", "ports")).containsExactly("127.0.0.1:3000:3000");
    assertThat(texts("router-jaeger", "ports")).containsExactly("8801:8801", "127.0.0.1:9190:9190");
  }

  @Test
  void everyMountedFileExists() {
    for (String name : SERVICES.keySet()) {
      for (String volume : texts(name, "volumes")) {
        // When
        Path file = Path.of(volume.split(":", 3)[0]);

        // Then
        assertThat(Files.isRegularFile(file)).as("%s of %s", file, name).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaeger", "tempo"})
  void routerIsBuiltHere(String profile) {
    // When
    Map<String, Object> router = service("router-" + profile);

    // Then
    assertThat(router.get("image")).isEqualTo("semantic-router");
    Object dockerfile = Yamls.map(router.get("build")).get("dockerfile");
    assertThat(RepositoryFiles.missing(List.of(dockerfile.toString()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaeger", "tempo"})
  void routerIsGivenTheTimeToDrain(String profile) {
    // Given
    RouterConfig config =
        Configs.of(Yamls.read(Kustomize.overlay(profile).resolve("config.yaml"))).load();

    // When
    Object period = service("router-" + profile).get("stop_grace_period");

    // Then
    long flush = 5;
    assertThat(period.toString()).matches("\\d+s");
    assertThat(Long.parseLong(period.toString().replace("s", "")))
        .isGreaterThan(config.server().shutdownDrain().toSeconds() + flush);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaeger", "tempo"})
  void routerReadsTheOverlaysFileAndSendsSpansToItsNeighbour(String profile) {
    // Given
    String router = "router-" + profile;
    String mounted = texts(router, "volumes").getFirst();

    // When
    String[] parts = mounted.split(":", 3);

    // Then
    assertThat(Path.of(parts[0]))
        .isEqualTo(Path.of(".", "k8s", "overlays", profile, "config.yaml"));
    assertThat(Yamls.map(service(router).get("environment")))
        .containsEntry("CONFIG_PATH", parts[1]);
    assertThat(Configs.of(Yamls.read(Path.of(parts[0]))).load().tracing().exporter().endpoint())
        .isEqualTo(profile + ":4317");
    assertThat(texts(router, "depends_on")).containsExactly(profile);
    assertThat(texts(profile, "profiles")).isEqualTo(texts(router, "profiles"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jaeger", "tempo"})
  void imagesAndArgumentsAreThoseOfTheOverlay(String overlay) {
    // Given
    Rendered rendered = Kustomize.render(Kustomize.overlay(overlay));

    for (Deployment deployment : rendered.all(Deployment.class)) {
      // When
      Container container = Rendered.container(deployment);

      // Then
      String name = deployment.getMetadata().getName();
      String service = name.equals("semantic-router") ? "router-" + overlay : name;
      assertThat(service(service).get("image")).isEqualTo(container.getImage());
      assertThat(texts(service, "command")).isEqualTo(container.getArgs());
    }
  }

  private static Map<String, Object> service(String name) {
    return Yamls.map(SERVICES.get(name));
  }

  private static List<String> texts(String service, String key) {
    return Yamls.texts(service(service).get(key));
  }
}
