package io.semanticrouter.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.semanticrouter.config.Configs;
import io.semanticrouter.config.RouterConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a kustomization renders to. */
record Rendered(List<HasMetadata> objects) {

  <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return all(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst();
  }

  <T extends HasMetadata> T get(Class<T> type, String name) {
    return find(type, name)
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " " + name));
  }

  Deployment router() {
    return get(Deployment.class, "semantic-router");
  }

  Container routerContainer() {
    return container(router());
  }

  /** The file the router reads there. */
  String routerFile() {
    return get(ConfigMap.class, "router-config").getData().get("config.yaml");
  }

  RouterConfig routerConfig() {
    return Configs.of(routerFile()).load();
  }

  /** The deployments whose pods a selector of labels hits. */
  List<Deployment> selectedBy(Map<String, String> selector) {
    return all(Deployment.class).stream()
        .filter(deployment -> labels(deployment).entrySet().containsAll(selector.entrySet()))
        .toList();
  }

  static Map<String, String> labels(Deployment deployment) {
    return deployment.getSpec().getTemplate().getMetadata().getLabels();
  }

  static PodSpec pod(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec();
  }

  /** Every pod here has one container. */
  static Container container(Deployment deployment) {
    List<Container> containers = pod(deployment).getContainers();
    if (containers.size() != 1) {
      throw new AssertionError("not one container: " + containers);
    }
    return containers.getFirst();
  }
}
