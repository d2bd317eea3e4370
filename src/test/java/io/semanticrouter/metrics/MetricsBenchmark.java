package io.semanticrouter.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.semanticrouter.tracing.StageSpan;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What {@code bench/metrics} runs: the cost of a value, of this router's histogram and others. */
class MetricsBenchmark {
  private static final int VALUES = 5_000_000;
  private static final int ROUNDS = 4;
  private static final double[] BOUNDS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5
  };

  @Test
  @SuppressWarnings("deprecation") // the registry that Quarkus has
  void compare() {
    CollectorRegistry collectors = new CollectorRegistry(true);
    PrometheusMeterRegistry meters =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
    LatencyHistogram.Series histogram =
        new LatencyHistograms(collectors, "router").of("a_seconds", "A", "b", BOUNDS).series("c");
    Duration[] objectives =
        DoubleStream.of(BOUNDS)
            .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
            .toArray(Duration[]::new);
    Timer timer = Timer.builder("timer").serviceLevelObjectives(objectives).register(meters);
    Counter counter = Counter.builder("counter").register(meters);

    measure("histogram", nanos -> histogram.observe(nanos, StageSpan.OFF));
    measure(
        "Micrometer's timer with the same buckets",
        nanos -> timer.record(nanos, TimeUnit.NANOSECONDS));
    measure("Micrometer's counter", _ -> counter.increment());
    measure("System.nanoTime()", _ -> System.nanoTime());
  }

  private static void measure(String what, LongConsumer of) {
    Random random = new Random(1);
    long[] nanos = random.longs(4_096, 10_000, 10_000_000).toArray();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < VALUES; i++) {
        of.accept(nanos[i & 4_095]);
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) VALUES);
    }
    System.out.printf(Locale.ROOT, "%-45s %6.1f ns%n", what, best);
  }
}
