package io.semanticrouter.tracing.export;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Shows an {@link ExportHealth} as metrics. They are read when somebody asks for them, so that
 * exporting costs nothing more. Names and attributes are those of OpenTelemetry's semantic
 * conventions for SDKs, with a label that is empty where the conventions have none: Prometheus
 * takes the two for the same.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/">SDK metrics</a>
 */
record ExportMeters(ExportHealth health) implements MeterBinder {
  private static final String ERROR_TYPE = "error.type";
  private static final String PROCESSOR = "batching_span_processor";

  @Override
  public void bindTo(MeterRegistry meters) {
    exporter(meters);
    processor(meters);
  }

  private void exporter(MeterRegistry meters) {
    ExportComponent component = health.component();
    Tags tags = component(component.type(), component.number());
    if (component.address().isPresent()) {
      tags =
          tags.and("server.address", component.address().get())
              .and("server.port", Integer.toString(component.port()));
    }
    gauge(
        meters,
        "otel.sdk.exporter.span.inflight",
        "Spans that were handed to the exporter and have neither arrived nor been lost",
        tags,
        ExportHealth::inFlight);
    exported(meters, tags.and(ERROR_TYPE, ""), health, ExportHealth::exported);
    Tags own = tags;
    health.onErrorType(
        (type, count) -> exported(meters, own.and(ERROR_TYPE, type), count, LongAdder::sum));
  }

  private void processor(MeterRegistry meters) {
    Tags tags = component(PROCESSOR, health.component().number());
    processed(meters, tags.and(ERROR_TYPE, ""), QueueCount::passed);
    processed(meters, tags.and(ERROR_TYPE, "queue_full"), QueueCount::dropped);
    gauge(
        meters,
        "otel.sdk.processor.span.queue.size",
        "Spans that wait for the exporter",
        tags,
        it -> it.queue().size());
    gauge(
        meters,
        "otel.sdk.processor.span.queue.capacity",
        "Spans that may wait for the exporter",
        tags,
        it -> it.queue().capacity());
  }

  private static Tags component(String type, int number) {
    return Tags.of("otel.component.type", type, "otel.component.name", type + "/" + number);
  }

  private static <T> void exported(
      MeterRegistry meters, Tags tags, T from, ToDoubleFunction<T> count) {
    FunctionCounter.builder("otel.sdk.exporter.span.exported", from, count)
        .description("Spans whose export has ended; error_type says why they were lost")
        .tags(tags)
        .register(meters);
  }

  private void processed(MeterRegistry meters, Tags tags, ToDoubleFunction<QueueCount> count) {
    FunctionCounter.builder("otel.sdk.processor.span.processed", health.queue(), count)
        .description("Spans that were handed to the exporter, or dropped for error_type")
        .tags(tags)
        .register(meters);
  }

  private void gauge(
      MeterRegistry meters,
      String name,
      String description,
      Tags tags,
      ToDoubleFunction<ExportHealth> value) {
    Gauge.builder(name, health, value)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(meters);
  }
}
