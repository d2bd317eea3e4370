package io.semanticrouter.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.ApplicationConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one tracer of the router: the instrumentation scope of its spans. */
final class TracerProducer {
  static final String SCOPE = "semantic-router";

  TracerProducer() {}

  @Produces
  @Singleton
  static Tracer tracer(OpenTelemetry openTelemetry, ApplicationConfig application) {
    return openTelemetry
        .tracerBuilder(SCOPE)
        .setInstrumentationVersion(application.version().orElse("unknown"))
        .build();
  }
}
