package io.semanticrouter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.All;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import io.quarkus.runtime.ApplicationConfig;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import io.semanticrouter.tracing.recording.TracerState;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the tracer provider what {@code observability.tracing} says: sampler, resource, exporter.
 *
 * <p>It stands in for the extension's {@code TracerProviderCustomizer}, which {@code
 * quarkus.arc.exclude-types} switches off: which exporter there is, is a choice of run time here. A
 * bean of type {@link SpanProcessor} or {@link IdGenerator} works as the extension documents it.
 */
@Singleton
final class TracerProviderSetup implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {
  /** The instrumentation scope of the router's spans. */
  private static final String SCOPE = "semantic-router";

  private final TracingConfig config;
  private final String applicationName;
  private final String applicationVersion;
  private final IdGenerator ids;
  private final List<SpanProcessor> processors;
  private final RouterSampler sampler;
  private final TraceKeeper keeper;
  private final SpanExport export;
  private final List<SpanProcessor> inForce = new ArrayList<>();
  private Resource resource = Resource.empty();

  @Inject
  TracerProviderSetup(
      RouterConfig config,
      ApplicationConfig application,
      @All List<IdGenerator> idGenerators,
      @All List<SpanProcessor> processors,
      RouterSampler sampler,
      TraceKeeper keeper,
      SpanExport export) {
    this.config = config.tracing();
    this.applicationName = application.name().orElse("unset");
    this.applicationVersion = application.version().orElse("unknown");
    this.ids = idGenerators.stream().findFirst().orElseGet(IdGenerator::random);
    this.processors = processors;
    this.sampler = sampler;
    this.keeper = keeper;
    this.export = export;
  }

  @Override
  public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
    builder.addTracerProviderCustomizer(this::setUp);
    builder.addSpanProcessorCustomizer((idle, properties) -> without(idle));
  }

  /**
   * The SDK sets up a batch processor that queues each span, only to drop it: it has no exporter.
   */
  private static SpanProcessor without(SpanProcessor idle) {
    idle.shutdown();
    return SpanProcessor.composite();
  }

  private SdkTracerProviderBuilder setUp(
      SdkTracerProviderBuilder builder, ConfigProperties properties) {
    resource = ServiceResource.of(config.resource(), properties, applicationName);
    builder.setSampler(sampler).setResource(resource).setIdGenerator(ids);
    if (!config.enabled()) {
      return builder;
    }
    processors.forEach(processor -> builder.addSpanProcessor(inForce(processor)));
    SpanProcessor exporter = export.processor();
    keeper.exportTo(exporter);
    return builder.addSpanProcessor(inForce(exporter));
  }

  private SpanProcessor inForce(SpanProcessor processor) {
    inForce.add(processor);
    return processor;
  }

  /**
   * What the SDK's tracers have in common, for spans that others make.
   *
   * @param openTelemetry what this has set up; without effect where it is switched off
   */
  TracerState tracer(OpenTelemetry openTelemetry) {
    SpanLimits limits =
        openTelemetry instanceof OpenTelemetrySdk sdk
            ? sdk.getSdkTracerProvider().getSpanLimits()
            : SpanLimits.getDefault();
    return new TracerState(
        limits,
        SpanProcessor.composite(inForce),
        resource,
        InstrumentationScopeInfo.builder(SCOPE).setVersion(applicationVersion).build());
  }

  IdGenerator ids() {
    return ids;
  }
}
