package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.semanticrouter.routing.RoutingDecision.Reason;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.testing.RouterTestBase;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md}: its tables, against what a router tells. */
@QuarkusTest
class MetricsDocsTest extends RouterTestBase {
  private static final Path PAGE = Path.of("docs", "metrics.md");

  /** {@code | `name` | type | `label`, `label` | meaning |}. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(\\w+)` \\| (counter|gauge|histogram) \\|([^|]*)\\|", Pattern.MULTILINE);

  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private static final Pattern OURS = Pattern.compile("(?:llm_|router_|target_info).*");

  @TestHTTPResource(value = "metrics", management = true)
  URL metrics;

  private String page;

  @BeforeEach
  void readPage() throws IOException {
    page = Files.readString(PAGE);
  }

  /** Type and labels of each metric, those apart that all have. */
  private record Shape(String type, Set<String> labels) {}

  @Test
  void tablesAreWhatTheRouterTells() {
    // Given
    Map<String, Shape> documented = new TreeMap<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      documented.put(row.group(1), new Shape(row.group(2), words(row.group(3))));
    }

    // When
    new MetricsTraffic(client, harness, keyed()).send();

    // Then
    MetricsPage told = MetricsPage.get(metrics);
    Map<String, Shape> found = new TreeMap<>();
    told.types()
        .forEach(
            (name, type) -> {
              if (OURS.matcher(name).matches()) {
                found.put(name, new Shape(type, labels(told, name)));
              }
            });
    assertThat(documented).isNotEmpty().isEqualTo(found);
  }

  private static Set<String> labels(MetricsPage told, String family) {
    Set<String> labels = new TreeSet<>();
    told.samples().stream()
        .filter(sample -> sample.name().replaceFirst("_(bucket|count|sum)$", "").equals(family))
        .forEach(sample -> labels.addAll(sample.labels().keySet()));
    labels.removeAll(Set.of("service_name", "le"));
    return labels;
  }

  @Test
  void namesEveryReason() {
    // Given
    Set<String> reasons = new TreeSet<>();
    for (ErrorReason reason : ErrorReason.values()) {
      reasons.add(reason.label());
    }
    for (Reason reason : Reason.values()) {
      reasons.add(reason.code());
    }

    // When
    Set<String> named = words(page);

    // Then
    assertThat(named).containsAll(reasons);
  }

  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group(1));
    }
    return words;
  }
}
