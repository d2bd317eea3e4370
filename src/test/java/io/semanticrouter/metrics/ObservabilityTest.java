package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.MetricsPage.Sample;
import io.semanticrouter.testing.RouterTestBase;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code k8s/observability}: each expression names what a router tells. */
@QuarkusTest
class ObservabilityTest extends RouterTestBase {
  private static final Path FOLDER = Path.of("k8s", "observability");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  @TestHTTPResource(value = "metrics", management = true)
  URL metrics;

  private static JsonNode read(String file) throws IOException {
    ObjectMapper mapper =
        file.endsWith(".json") ? new ObjectMapper() : new ObjectMapper(new YAMLFactory());
    return mapper.readTree(Files.readString(FOLDER.resolve(file)));
  }

  private void assertTold(List<String> expressions) {
    new MetricsTraffic(client, harness, keyed()).send();
    MetricsPage page = MetricsPage.get(metrics);
    assertThat(expressions).isNotEmpty();
    for (String expression : expressions) {
      PromQl named = PromQl.of(expression);
      assertThat(named.selectors()).as(expression).isNotEmpty();
      named.selectors().forEach(selector -> assertTold(page, selector, named, expression));
    }
  }

  /** Some series has each of the values, and each of the labels that are named in any way. */
  private static void assertTold(
      MetricsPage page, PromQl.Selector selector, PromQl named, String expression) {
    Set<String> labels = new TreeSet<>(selector.labels());
    labels.addAll(named.grouped());
    assertThat(page.samples(selector.metric()))
        .as("%s in %s", selector.metric(), expression)
        .anySatisfy(sample -> assertThat(isMeant(sample, selector, labels)).isTrue());
  }

  private static boolean isMeant(Sample sample, PromQl.Selector selector, Set<String> labels) {
    boolean values =
        selector.equal().entrySet().stream()
            .filter(label -> !label.getValue().startsWith("$"))
            .allMatch(label -> label.getValue().equals(sample.labels().get(label.getKey())));
    return values && sample.labels().keySet().containsAll(labels);
  }

  @Test
  void dashboardAsksForWhatIsThere() throws IOException {
    // Given
    List<String> expressions = read("dashboard.json").findValuesAsText("expr");

    // When, Then
    assertTold(expressions);
  }

  @Test
  void alertsAskForWhatIsThere() throws IOException {
    // Given
    List<String> expressions = read("prometheusrule.yaml").findValuesAsText("expr");

    // When, Then
    assertTold(expressions);
  }

  @Test
  void alertsKnowEachReasonThatIsTheRoutersOrABackends() throws IOException {
    // Given
    Set<String> clients =
        Set.of(
            "invalid_request",
            "invalid_api_key",
            "model_not_found",
            "method_not_allowed",
            "body_too_large",
            "body_timeout",
            "not_json",
            "rate_limited",
            "client_disconnected",
            "upstream_4xx");
    Set<String> others = new TreeSet<>();
    for (ErrorReason reason : ErrorReason.values()) {
      if (!clients.contains(reason.label())) {
        others.add(reason.label());
      }
    }

    // When
    String alerts = Files.readString(FOLDER.resolve("prometheusrule.yaml"));

    // Then
    Matcher reasons = Pattern.compile("reason=~\"([^\"]*)\"").matcher(alerts);
    assertThat(reasons.find()).isTrue();
    assertThat(reasons.group(1).split("\\|")).containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void alertsSayWhatToDo() throws IOException {
    for (JsonNode rule : read("prometheusrule.yaml").at("/spec/groups/0/rules")) {
      assertThat(rule.at("/annotations/summary").asText()).as(rule.toString()).isNotBlank();
      assertThat(rule.at("/annotations/description").asText()).as(rule.toString()).isNotBlank();
      assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
      assertThat(rule.at("/for").asText()).matches("\\d+m");
    }
  }

  @Test
  void dashboardIsWhole() throws IOException {
    // Given
    JsonNode dashboard = read("dashboard.json");
    Set<String> known = new HashSet<>(Set.of("__rate_interval", "__from", "__to"));
    dashboard.at("/templating/list").forEach(variable -> known.add(variable.get("name").asText()));

    // When
    Set<String> used = new TreeSet<>();
    Matcher variables = VARIABLE.matcher(dashboard.toString());
    while (variables.find()) {
      used.add(variables.group(1));
    }

    // Then
    assertThat(known).containsAll(used);
    List<JsonNode> panels = List.copyOf(dashboard.findValues("gridPos"));
    assertThat(panels).isNotEmpty();
    List<String> ids = dashboard.at("/panels").findValuesAsText("id");
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void latencyPanelsShowTraces() throws IOException {
    for (JsonNode panel : read("dashboard.json").at("/panels")) {
      for (JsonNode target : panel.path("targets")) {
        if (target.get("expr").asText().startsWith("histogram_quantile(0.99")) {
          assertThat(target.path("exemplar").asBoolean()).as(panel.get("title").asText()).isTrue();
        }
      }
    }
    assertThat(read("datasources.yaml").findValuesAsText("name")).contains("trace_id");
  }

  @Test
  void everyFileIsNamed() throws IOException {
    // Given
    Set<String> present = new TreeSet<>();
    try (var files = Files.list(FOLDER)) {
      files.forEach(file -> present.add(file.getFileName().toString()));
    }

    // When
    JsonNode kustomization = read("kustomization.yaml");
    Set<String> named = new TreeSet<>(Set.of("kustomization.yaml", "datasources.yaml"));
    kustomization.get("resources").forEach(file -> named.add(file.asText()));
    kustomization.findValue("files").forEach(file -> named.add(file.asText()));

    // Then
    assertThat(present).isEqualTo(named);
    Map<String, String> kinds =
        Map.of("podmonitor.yaml", "PodMonitor", "prometheusrule.yaml", "PrometheusRule");
    for (Map.Entry<String, String> kind : kinds.entrySet()) {
      assertThat(read(kind.getKey()).get("kind").asText()).isEqualTo(kind.getValue());
      assertThat(read(kind.getKey()).get("apiVersion").asText())
          .isEqualTo("monitoring.coreos.com/v1");
    }
  }
}
