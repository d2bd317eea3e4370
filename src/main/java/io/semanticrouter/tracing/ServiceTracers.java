package io.semanticrouter.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Tracers for other services that live in this process. Their spans go where the router's go, under
 * a service name of their own.
 */
@Singleton
public final class ServiceTracers {
  private final TracingConfig config;
  private final SpanExport export;

  @Inject
  ServiceTracers(RouterConfig config, SpanExport export) {
    this.config = config.tracing();
    this.export = export;
  }

  /** A provider to close, and the tracer it made. */
  public record ServiceTracer(Tracer tracer, SdkTracerProvider provider) {}

  /** A tracer that honours the caller's sampled flag. */
  public ServiceTracer of(String serviceName, String scope) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(Samplers.of(config.sampling())))
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(ServiceResource.SERVICE_NAME, serviceName)
                    .build())
            .addSpanProcessor(export.processor())
            .build();
    return new ServiceTracer(provider.get(scope), provider);
  }
}
