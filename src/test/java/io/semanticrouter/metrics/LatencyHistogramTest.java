package io.semanticrouter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.semanticrouter.testing.MetricsPage;
import io.semanticrouter.tracing.StageSpan;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private static final String NAME = "some_seconds";
  private static final String FIRST = "0af7651916cd43dd8448eb211c80319c";
  private static final String SECOND = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final CollectorRegistry registry = new CollectorRegistry(true);
  private final LatencyHistogram.Series latency =
      new LatencyHistograms(registry, "router").of(NAME, "Help", "stage", 0.001, 0.1).series("one");

  @Test
  void countsWhatItIsTold() throws IOException {
    // When
    latency.observe(1_000_000, StageSpan.OFF);
    latency.observe(2_000_000, StageSpan.UNTRACED);
    latency.observe(5_000_000_000L, StageSpan.UNTRACED);

    // Then: a bound belongs to its bucket
    MetricsPage page = page();
    assertThat(page.value(NAME + "_bucket", "le", "0.001")).isEqualTo(1);
    assertThat(page.value(NAME + "_bucket", "le", "0.1")).isEqualTo(2);
    assertThat(page.value(NAME + "_bucket", "le", "+Inf")).isEqualTo(3);
    assertThat(page.value(NAME + "_count", "stage", "one", "service_name", "router")).isEqualTo(3);
    assertThat(page.value(NAME + "_sum")).isEqualTo(5.003);
    assertThat(page.names()).containsExactly(NAME + "_bucket", NAME + "_count", NAME + "_sum");
  }

  @Test
  void showsAKeptTraceInItsBucket() throws IOException {
    // When
    latency.observe(2_000_000, span(FIRST, true));
    latency.observe(200_000_000, span(SECOND, true));

    // Then
    MetricsPage page = page();
    MetricsPage.Sample shown = page.exemplarOf(NAME + "_bucket", FIRST).orElseThrow();
    assertThat(shown.labels()).containsEntry("le", "0.1");
    assertThat(shown.exemplar()).containsEntry("span_id", "00f067aa0ba902b7");
    assertThat(shown.exemplarValue()).isEqualTo("0.002");
    assertThat(page.exemplarOf(NAME + "_bucket", SECOND).orElseThrow().labels())
        .containsEntry("le", "+Inf");
  }

  @Test
  void showsNoTraceThatIsNotKept() throws IOException {
    // When
    latency.observe(2_000_000, span(FIRST, false));

    // Then
    assertThat(page().text()).doesNotContain("trace_id");
  }

  @Test
  void takesTheFirstTraceAfterEachReading() throws IOException {
    // Given
    latency.observe(2_000_000, span(FIRST, true));
    latency.observe(2_000_000, span(SECOND, true));
    MetricsPage before = page();

    // When
    latency.observe(2_000_000, span(SECOND, true));

    // Then
    assertThat(before.exemplarOf(NAME + "_bucket", FIRST)).isPresent();
    assertThat(page().exemplarOf(NAME + "_bucket", SECOND)).isPresent();
  }

  private MetricsPage page() throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.writeFormat(
        TextFormat.CONTENT_TYPE_OPENMETRICS_100, text, registry.metricFamilySamples());
    return MetricsPage.parse(text.toString());
  }

  /** A span of which nothing is asked but whose it is. */
  private static StageSpan span(String traceId, boolean sampled) {
    return (StageSpan)
        Proxy.newProxyInstance(
            StageSpan.class.getClassLoader(),
            new Class<?>[] {StageSpan.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "isSampled" -> sampled;
                  case "traceId" -> traceId;
                  case "spanId" -> "00f067aa0ba902b7";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
