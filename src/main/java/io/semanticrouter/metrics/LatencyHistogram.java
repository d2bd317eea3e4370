package io.semanticrouter.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.exemplars.Exemplar;
import io.semanticrouter.tracing.StageSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long something takes, with a trace to each bucket. Safe for any thread.
 *
 * <p>It is not Micrometer's timer: that one costs several times as much for each value
 * (MetricsBenchmark), of which a request has a dozen, and finds the trace of a value through the
 * thread, where this router's spans are not. Nor is it the Prometheus client's histogram, whose
 * adders draw random numbers in a static field, which no native image may hold.
 *
 * <p>A bucket keeps the first kept trace that fell into it since the metrics were read last. So no
 * value has to look at a clock, and whoever reads gets exemplars that are no older than the reading
 * before.
 */
final class LatencyHistogram extends Collector implements Collector.Describable {
  private static final double NANOS_PER_SECOND = 1e9;

  /** In the place of a label's value where there is no label. */
  private static final String ONLY = "";

  private final String name;
  private final String help;
  private final String serviceName;
  private final List<String> labels;
  private final double[] bounds;
  private final Map<String, Series> series = new ConcurrentSkipListMap<>();
  private final AtomicInteger readings = new AtomicInteger(1);

  LatencyHistogram(String name, String help, String serviceName, String label, double... bounds) {
    this.name = name;
    this.help = help;
    this.serviceName = serviceName;
    this.labels = label == null ? List.of(ServiceLabel.NAME) : List.of(ServiceLabel.NAME, label);
    this.bounds = bounds.clone();
  }

  /** The series of one value of the label. To be kept: this is a look-up. */
  Series series(String value) {
    return series.computeIfAbsent(value, _ -> new Series());
  }

  /** The series of a histogram without a label. */
  Series series() {
    return series(ONLY);
  }

  @Override
  public List<MetricFamilySamples> collect() {
    readings.incrementAndGet();
    List<MetricFamilySamples.Sample> samples = new ArrayList<>();
    series.forEach(
        (value, one) ->
            one.addTo(
                samples, labels.size() == 1 ? List.of(serviceName) : List.of(serviceName, value)));
    return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, help, samples));
  }

  @Override
  public List<MetricFamilySamples> describe() {
    return List.of(new MetricFamilySamples(name, Type.HISTOGRAM, help, List.of()));
  }

  /** Durations that have their labels in common. */
  final class Series {
    private final LongAdder[] counts = new LongAdder[bounds.length + 1];
    private final LongAdder nanos = new LongAdder();
    private final AtomicReferenceArray<Exemplar> exemplars =
        new AtomicReferenceArray<>(counts.length);
    // For each bucket, before which reading it got its exemplar.
    private final AtomicIntegerArray exemplarOf = new AtomicIntegerArray(counts.length);

    private Series() {
      for (int bucket = 0; bucket < counts.length; bucket++) {
        counts[bucket] = new LongAdder();
      }
    }

    /**
     * Adds a duration.
     *
     * @param span where it was measured; shown if its trace is kept
     */
    void observe(long duration, StageSpan span) {
      double seconds = duration / NANOS_PER_SECOND;
      int bucket = bucketOf(seconds);
      counts[bucket].increment();
      nanos.add(duration);
      if (span.isSampled() && takesExemplar(bucket)) {
        exemplars.set(
            bucket,
            new Exemplar(
                seconds,
                System.currentTimeMillis(),
                "trace_id",
                span.traceId(),
                "span_id",
                span.spanId()));
      }
    }

    private boolean takesExemplar(int bucket) {
      int now = readings.get();
      int before = exemplarOf.get(bucket);
      return before != now && exemplarOf.compareAndSet(bucket, before, now);
    }

    private void addTo(List<MetricFamilySamples.Sample> samples, List<String> values) {
      List<String> names = with(labels, "le");
      long count = 0;
      for (int bucket = 0; bucket < counts.length; bucket++) {
        count += counts[bucket].sum();
        double bound = bucket < bounds.length ? bounds[bucket] : Double.POSITIVE_INFINITY;
        samples.add(
            new MetricFamilySamples.Sample(
                name + "_bucket",
                names,
                with(values, doubleToGoString(bound)),
                count,
                exemplars.get(bucket)));
      }
      samples.add(new MetricFamilySamples.Sample(name + "_count", labels, values, count));
      samples.add(
          new MetricFamilySamples.Sample(
              name + "_sum", labels, values, nanos.sum() / NANOS_PER_SECOND));
    }
  }

  private static List<String> with(List<String> words, String last) {
    List<String> all = new ArrayList<>(words);
    all.add(last);
    return all;
  }

  private int bucketOf(double seconds) {
    int bucket = 0;
    while (bucket < bounds.length && seconds > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
