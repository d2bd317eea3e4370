package io.semanticrouter.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Histogram;
import io.semanticrouter.tracing.StageSpan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long something takes, with a trace to each bucket. Safe for any thread.
 *
 * <p>It is Prometheus' own histogram and not Micrometer's timer: that one costs several times as
 * much for each value (MetricsBenchmark), of which a request has a dozen, and finds the trace of a
 * value through the thread, where this router's spans are not.
 *
 * <p>A bucket keeps the first kept trace that fell into it since the metrics were read last. So no
 * value has to look at a clock, and whoever reads gets exemplars that are no older than the reading
 * before.
 */
final class LatencyHistogram extends Collector implements Collector.Describable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String CREATED = "_created";

  private final Histogram histogram;
  private final String serviceName;
  private final double[] bounds;
  private final AtomicInteger readings = new AtomicInteger(1);

  LatencyHistogram(String name, String help, String serviceName, String label, double... bounds) {
    this.serviceName = serviceName;
    this.bounds = bounds.clone();
    this.histogram =
        Histogram.build(name, help)
            .labelNames(
                label == null
                    ? new String[] {ServiceLabel.NAME}
                    : new String[] {ServiceLabel.NAME, label})
            .buckets(bounds)
            .withoutExemplars() // that it would look for by itself
            .create();
  }

  /** The series of one value of the label. To be kept: this is a look-up. */
  Series series(String value) {
    return new Series(histogram.labels(serviceName, value));
  }

  /** The series of a histogram without a label. */
  Series series() {
    return new Series(histogram.labels(serviceName));
  }

  @Override
  public List<MetricFamilySamples> collect() {
    readings.incrementAndGet();
    return histogram.collect().stream().map(LatencyHistogram::withoutCreated).toList();
  }

  /** Nobody asks when a series was begun, and in the older format it is a metric of its own. */
  private static MetricFamilySamples withoutCreated(MetricFamilySamples family) {
    return new MetricFamilySamples(
        family.name,
        family.unit,
        family.type,
        family.help,
        family.samples.stream().filter(sample -> !sample.name.endsWith(CREATED)).toList());
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return histogram.describe();
  }

  /** Durations that have their labels in common. */
  final class Series {
    private final Histogram.Child counts;
    // For each bucket, before which reading it got its exemplar.
    private final AtomicIntegerArray exemplarOf = new AtomicIntegerArray(bounds.length + 1);

    private Series(Histogram.Child counts) {
      this.counts = counts;
    }

    /**
     * Adds a duration.
     *
     * @param span where it was measured; shown if its trace is kept
     */
    void observe(long nanos, StageSpan span) {
      double seconds = nanos / NANOS_PER_SECOND;
      if (span.isSampled() && takesExemplar(bucketOf(seconds))) {
        counts.observeWithExemplar(seconds, "trace_id", span.traceId(), "span_id", span.spanId());
      } else {
        counts.observe(seconds);
      }
    }

    private boolean takesExemplar(int bucket) {
      int now = readings.get();
      int before = exemplarOf.get(bucket);
      return before != now && exemplarOf.compareAndSet(bucket, before, now);
    }
  }

  private int bucketOf(double seconds) {
    int bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
