package io.semanticrouter.tracing;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.arc.All;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.runtime.ApplicationConfig;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Makes the tracer provider what {@code observability.tracing} says: sampler, resource, exporter.
 *
 * <p>It stands in for the extension's {@code TracerProviderCustomizer}, which {@code
 * quarkus.arc.exclude-types} switches off: which exporter there is, is a choice of run time here. A
 * bean of type {@link SpanProcessor}, {@link SpanExporter} or {@link IdGenerator} works as the
 * extension documents it.
 */
@Singleton
final class TracerProviderSetup implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {
  private final TracingConfig config;
  private final String applicationName;
  private final List<IdGenerator> idGenerators;
  private final List<SpanProcessor> processors;
  private final RouterSampler sampler;
  private final TraceKeeper keeper;
  private final SpanExport export;
  private final Instance<SpanExporter> exporters;

  @Inject
  TracerProviderSetup(
      RouterConfig config,
      ApplicationConfig application,
      @All List<IdGenerator> idGenerators,
      @All List<SpanProcessor> processors,
      RouterSampler sampler,
      TraceKeeper keeper,
      SpanExport export,
      @Any Instance<SpanExporter> exporters) {
    this.config = config.tracing();
    this.applicationName = application.name().orElse("unset");
    this.idGenerators = idGenerators;
    this.processors = processors;
    this.sampler = sampler;
    this.keeper = keeper;
    this.export = export;
    this.exporters = exporters;
  }

  @Override
  public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
    builder.addTracerProviderCustomizer(this::setUp);
    if (exporters.isUnsatisfied()) {
      builder.addSpanProcessorCustomizer((idle, properties) -> without(idle));
    }
  }

  /**
   * The SDK sets up a batch processor for exporter beans. Without such a bean it would still queue
   * each span, only to drop it.
   */
  private static SpanProcessor without(SpanProcessor idle) {
    idle.shutdown();
    return SpanProcessor.composite();
  }

  private SdkTracerProviderBuilder setUp(
      SdkTracerProviderBuilder builder, ConfigProperties properties) {
    builder
        .setSampler(sampler)
        .setResource(ServiceResource.of(config.resource(), properties, applicationName));
    idGenerators.stream().findFirst().ifPresent(builder::setIdGenerator);
    if (!config.enabled()) {
      return builder;
    }
    processors.forEach(builder::addSpanProcessor);
    SpanProcessor exporter = export.processor();
    keeper.exportTo(exporter);
    return builder.addSpanProcessor(exporter);
  }
}
