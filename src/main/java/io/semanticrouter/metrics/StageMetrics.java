package io.semanticrouter.metrics;

import io.quarkus.runtime.Startup;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageObserver;
import io.semanticrouter.tracing.StageSpan;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** How long each stage of a request takes, whether or not the request is traced. */
@Startup // so that the metric is there before the first request
@Singleton
final class StageMetrics implements StageObserver {
  /** From a decision, which takes microseconds, to an answer of a large model. */
  private static final double[] SECONDS = {
    0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
    0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  private final Map<RouterSpans, LatencyHistogram.Series> stages = new EnumMap<>(RouterSpans.class);

  @Inject
  StageMetrics(LatencyHistograms histograms) {
    LatencyHistogram latency =
        histograms.of(
            "llm_stage_latency_seconds",
            "Time in each stage of a request for a model",
            "stage",
            SECONDS);
    for (RouterSpans stage : RouterSpans.values()) {
      stages.put(stage, latency.series(stage.label()));
    }
  }

  @Override
  public void ended(RouterSpans stage, long nanos, StageSpan span) {
    stages.get(stage).observe(nanos, span);
  }
}
