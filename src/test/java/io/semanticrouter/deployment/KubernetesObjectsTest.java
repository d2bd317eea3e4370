package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What base and overlays render to: strictly parsed, and every name in it leads somewhere. */
class KubernetesObjectsTest {

  static List<Path> folders() {
    return Kustomize.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void holdsWhatTheRouterNeeds(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    assertThat(rendered.find(ConfigMap.class, "router-config")).isPresent();
    for (Class<? extends HasMetadata> type :
        List.of(Deployment.class, Service.class, ServiceAccount.class, NetworkPolicy.class)) {
      assertThat(rendered.find(type, "semantic-router")).as(type.getSimpleName()).isPresent();
    }
    assertThat(rendered.objects())
        .extracting(object -> object.getKind() + "/" + object.getMetadata().getName())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void selectorsHitTheirPods(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Deployment deployment : rendered.all(Deployment.class)) {
      assertThat(rendered.selectedBy(deployment.getSpec().getSelector().getMatchLabels()))
          .containsExactly(deployment);
    }
    NetworkPolicy policy = rendered.get(NetworkPolicy.class, "semantic-router");
    assertThat(rendered.selectedBy(policy.getSpec().getPodSelector().getMatchLabels()))
        .containsExactly(rendered.router());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void servicesReachPortsOfOneDeployment(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Service service : rendered.all(Service.class)) {
      List<Deployment> selected = rendered.selectedBy(service.getSpec().getSelector());
      assertThat(selected).as(service.getMetadata().getName()).hasSize(1);
      for (ServicePort port : service.getSpec().getPorts()) {
        Optional<ContainerPort> reached =
            port(Rendered.container(selected.getFirst()), port.getTargetPort());
        assertThat(reached).as("target of %s", port).isPresent();
        assertThat(port.getPort()).isEqualTo(reached.orElseThrow().getContainerPort());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void probesAskPortsThatExist(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Deployment deployment : rendered.all(Deployment.class)) {
      Container container = Rendered.container(deployment);
      assertThat(container.getReadinessProbe()).as(container.getName()).isNotNull();
      assertThat(container.getLivenessProbe()).as(container.getName()).isNotNull();
      Stream.of(
              container.getStartupProbe(),
              container.getReadinessProbe(),
              container.getLivenessProbe())
          .filter(Objects::nonNull)
          .forEach(probe -> assertThat(port(container, target(probe))).as("%s", probe).isPresent());
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theRoutersProbesAskItsManagementPort(Path folder) {
    // When
    Container router = Kustomize.render(folder).routerContainer();

    // Then
    Map<String, Probe> probes =
        Map.of(
            "/q/health/started", router.getStartupProbe(),
            "/q/health/ready", router.getReadinessProbe(),
            "/q/health/live", router.getLivenessProbe());
    probes.forEach(
        (path, probe) -> {
          assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
          assertThat(port(router, target(probe)).orElseThrow().getContainerPort()).isEqualTo(9190);
        });
    assertThat(router.getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsExactly(8801, 9190);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyMountHasItsVolume(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Deployment deployment : rendered.all(Deployment.class)) {
      PodSpec pod = Rendered.pod(deployment);
      assertThat(Rendered.container(deployment).getVolumeMounts())
          .extracting(VolumeMount::getName)
          .containsExactlyInAnyOrderElementsOf(
              pod.getVolumes().stream().map(Volume::getName).toList());
      pod.getVolumes().stream()
          .map(Volume::getConfigMap)
          .filter(Objects::nonNull)
          .map(ConfigMapVolumeSource::getName)
          .forEach(name -> assertThat(rendered.find(ConfigMap.class, name)).as(name).isPresent());
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void configPathIsTheFileOfTheConfigMap(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    Container router = rendered.routerContainer();
    assertThat(router.getEnv())
        .filteredOn(variable -> variable.getName().equals("CONFIG_PATH"))
        .singleElement()
        .satisfies(path -> assertThat(path.getValue()).isEqualTo("/config/config.yaml"));
    assertThat(router.getVolumeMounts())
        .filteredOn(mount -> mount.getName().equals("config"))
        .singleElement()
        // A file mounted by subPath would never change in a running pod.
        .satisfies(mount -> assertThat(mount.getSubPath()).isNull())
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/config"));
    assertThat(Rendered.pod(rendered.router()).getVolumes())
        .filteredOn(volume -> volume.getName().equals("config"))
        .singleElement()
        .satisfies(
            volume -> assertThat(volume.getConfigMap().getName()).isEqualTo("router-config"));
    assertThat(rendered.routerFile()).isEqualTo(Yamls.read(folder.resolve("config.yaml")));
  }

  private static IntOrString target(Probe probe) {
    return probe.getHttpGet() == null
        ? probe.getTcpSocket().getPort()
        : probe.getHttpGet().getPort();
  }

  /** The container's port of that name or number. */
  private static Optional<ContainerPort> port(Container container, IntOrString wanted) {
    return container.getPorts().stream()
        .filter(
            port ->
                port.getName().equals(wanted.getStrVal())
                    || port.getContainerPort().equals(wanted.getIntVal()))
        .findFirst();
  }
}
