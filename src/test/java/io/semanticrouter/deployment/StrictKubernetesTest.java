package io.semanticrouter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser of the other tests is as strict as it says. */
class StrictKubernetesTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: a
        labels: {anything: goes}
      spec:
        selector: {app: a}
        ports:
          - {name: http, port: 80, targetPort: http}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: a}
      spec:
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: a}}
          spec:
            containers:
              - name: a
                image: a
                env:
                  - {name: A, value: "1"}
                readinessProbe:
                  httpGet: {path: /, port: 80}
                lifecycle:
                  preStop:
                    sleep: {seconds: 5}
                resources:
                  limits: {memory: 1Mi}
      """;

  @Test
  void readsWhatIsRight() {
    // When
    List<HasMetadata> objects = StrictKubernetes.parse(SERVICE + "---\n" + DEPLOYMENT);

    // Then
    assertThat(objects).hasSize(2);
    Deployment deployment = (Deployment) objects.get(1);
    assertThat(Rendered.container(deployment).getLifecycle().getPreStop().getSleep().getSeconds())
        .isEqualTo(5);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(SERVICE, "metadata:", "metdata:", "metdata"),
        Arguments.of(SERVICE, "selector:", "selektor:", "selektor"),
        Arguments.of(SERVICE, "targetPort:", "targetport:", "targetport"),
        Arguments.of(DEPLOYMENT, "template:", "templates:", "templates"),
        Arguments.of(DEPLOYMENT, "httpGet:", "httpget:", "httpget"),
        Arguments.of(DEPLOYMENT, "sleep: {seconds", "sleep: {second", "second"),
        Arguments.of(DEPLOYMENT, "path: /", "pfad: /", "pfad"),
        Arguments.of(DEPLOYMENT, "value: \"1\"", "value: 1", "value"),
        Arguments.of(DEPLOYMENT, "seconds: 5", "seconds: five", "seconds"),
        Arguments.of(SERVICE, "kind: Service", "kind: Servce", "v1/Servce"),
        Arguments.of(SERVICE, "v1", "v2", "v2/Service"),
        Arguments.of(SERVICE, "labels:", "name: b\n  labels:", "duplicate key name"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesWhatIsWrong(String yaml, String right, String wrong, String named) {
    // Given
    String broken = yaml.replaceFirst(right.replace("{", "\\{"), wrong);
    assertThat(broken).isNotEqualTo(yaml);

    // When, Then
    assertThatThrownBy(() -> StrictKubernetes.parse(broken)).hasMessageContaining(named);
  }
}
