package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.TracingConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to hold between fields of different objects, and between them and the router's file. */
class KubernetesRulesTest {
  private static final int FLUSH_SECONDS = 5;
  private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");

  static List<Path> folders() {
    return Kustomize.folders();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void podsMeetTheRestrictedProfile(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Deployment deployment : rendered.all(Deployment.class)) {
      PodSpec pod = Rendered.pod(deployment);
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
      SecurityContext container = Rendered.container(deployment).getSecurityContext();
      assertThat(container.getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getCapabilities().getAdd()).isNullOrEmpty();
    }
    assertThat(Rendered.pod(rendered.router()).getSecurityContext().getRunAsUser())
        .isEqualTo(65532);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void nobodyGetsAToken(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    ServiceAccount account = rendered.get(ServiceAccount.class, "semantic-router");
    assertThat(account.getAutomountServiceAccountToken()).isFalse();
    assertThat(Rendered.pod(rendered.router()).getServiceAccountName())
        .isEqualTo("semantic-router");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void podsAreGivenTheTimeToDrain(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    long preStop = rendered.routerContainer().getLifecycle().getPreStop().getSleep().getSeconds();
    long drain = rendered.routerConfig().server().shutdownDrain().toSeconds();
    assertThat(preStop).isPositive();
    assertThat(Rendered.pod(rendered.router()).getTerminationGracePeriodSeconds())
        .isGreaterThan(preStop + drain + FLUSH_SECONDS);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void heapAndTemporaryFilesFitTheLimit(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    Container router = rendered.routerContainer();
    Matcher heap = HEAP.matcher(String.join(" ", router.getArgs()));
    assertThat(heap.find()).as("%s", router.getArgs()).isTrue();
    BigDecimal temporary =
        Rendered.pod(rendered.router()).getVolumes().stream()
            .map(Volume::getEmptyDir)
            .filter(volume -> volume != null && "Memory".equals(volume.getMedium()))
            .map(volume -> mib(volume.getSizeLimit()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    // 59 MiB of an idle process, of which next to nothing is heap
    BigDecimal all = new BigDecimal(heap.group(1)).add(temporary).add(BigDecimal.valueOf(59));
    assertThat(all).isLessThan(mib(router.getResources().getLimits().get("memory")));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void requestsStayBelowTheLimits(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Deployment deployment : rendered.all(Deployment.class)) {
      Container container = Rendered.container(deployment);
      assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
      assertThat(mib(container.getResources().getRequests().get("memory")))
          .isLessThan(mib(container.getResources().getLimits().get("memory")));
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void imagesOfOthersHaveAVersion(Path folder) {
    // When
    Rendered rendered = Kustomize.render(folder);

    // Then
    for (Deployment deployment : rendered.all(Deployment.class)) {
      String image = Rendered.container(deployment).getImage();
      assertThat(image).matches("semantic-router|[a-z]+/[a-z]+:\\d+\\.\\d+\\.\\d+");
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void spansGoToAServiceOfTheOverlay(Path folder) {
    // Given
    Rendered rendered = Kustomize.render(folder);
    TracingConfig.Exporter exporter = rendered.routerConfig().tracing().exporter();

    // When
    String[] address = exporter.endpoint().split(":", 2);

    // Then a name without a dot is one of the own namespace
    if (exporter.type() == TracingConfig.ExporterType.OTLP && !address[0].contains(".")) {
      Service service = rendered.get(Service.class, address[0]);
      assertThat(service.getSpec().getPorts())
          .extracting(ServicePort::getPort)
          .contains(Integer.valueOf(address[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theNetworkPolicyOpensWhatTheFileNames(Path folder) {
    // Given
    Rendered rendered = Kustomize.render(folder);
    RouterConfig config = rendered.routerConfig();

    // When
    NetworkPolicy policy = rendered.get(NetworkPolicy.class, "semantic-router");

    // Then
    List<Integer> named = new ArrayList<>(config.endpoints().stream().map(Endpoint::port).toList());
    if (config.tracing().exporter().type() == TracingConfig.ExporterType.OTLP) {
      named.add(Integer.valueOf(config.tracing().exporter().endpoint().split(":", 2)[1]));
    }
    List<NetworkPolicyPort> egress =
        policy.getSpec().getEgress().stream().flatMap(rule -> rule.getPorts().stream()).toList();
    assertThat(egress)
        .extracting(NetworkPolicyPort::getPort)
        .extracting(IntOrString::getIntVal)
        .contains(53, 4317, 4318)
        .containsAll(named);
    assertThat(policy.getSpec().getIngress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(NetworkPolicyPort::getPort)
        .extracting(IntOrString::getStrVal)
        .containsExactly("http", "management");
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
  }

  @Test
  void theBaseScalesAndSpreads() {
    // When
    Rendered base = Kustomize.render(Kustomize.BASE);

    // Then
    var scaled = base.get(HorizontalPodAutoscaler.class, "semantic-router").getSpec();
    assertThat(scaled.getScaleTargetRef().getKind()).isEqualTo("Deployment");
    assertThat(scaled.getScaleTargetRef().getName()).isEqualTo("semantic-router");
    assertThat(scaled.getMinReplicas()).isGreaterThan(1);
    assertThat(base.router().getSpec().getReplicas()).isNull();
    PodDisruptionBudget budget = base.get(PodDisruptionBudget.class, "semantic-router");
    assertThat(base.selectedBy(budget.getSpec().getSelector().getMatchLabels()))
        .containsExactly(base.router());
    assertThat(Rendered.pod(base.router()).getTopologySpreadConstraints())
        .hasSize(2)
        .extracting(TopologySpreadConstraint::getLabelSelector)
        .allSatisfy(
            selector ->
                assertThat(base.selectedBy(selector.getMatchLabels()))
                    .containsExactly(base.router()));
  }

  @Test
  void theEdgeIsOneSmallPod() {
    // When
    Rendered edge = Kustomize.render(Kustomize.overlay("edge"));

    // Then
    assertThat(edge.router().getSpec().getReplicas()).isEqualTo(1);
    assertThat(edge.all(HorizontalPodAutoscaler.class)).isEmpty();
    assertThat(edge.all(PodDisruptionBudget.class)).isEmpty();
    Container router = edge.routerContainer();
    assertThat(mib(router.getResources().getRequests().get("memory"))).isEqualByComparingTo("64");
    assertThat(mib(router.getResources().getLimits().get("memory"))).isEqualByComparingTo("128");
  }

  @Test
  void grafanaKnowsTempo() {
    // Given
    Rendered tempo = Kustomize.render(Kustomize.overlay("tempo"));
    Path provisioned = Kustomize.overlay("tempo").resolve("datasources.yaml");

    // When
    String url =
        Yamls.map(Yamls.list(Yamls.file(provisioned).get("datasources")).getFirst())
            .get("url")
            .toString();

    // Then
    assertThat(url).isEqualTo("http://tempo:3200");
    assertThat(tempo.get(Service.class, "tempo").getSpec().getPorts())
        .extracting(ServicePort::getPort)
        .contains(3200, 4317);
    assertThat(Rendered.container(tempo.get(Deployment.class, "grafana")).getVolumeMounts())
        .anyMatch(mount -> mount.getMountPath().equals("/etc/grafana/provisioning/datasources"));
  }

  private static BigDecimal mib(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity).divide(MIB);
  }
}
