package io.semanticrouter.tracing;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig.ExporterType;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Beans of the profiles of this package's tests; other tests never see them. */
final class TracingTestBeans {
  /** Finished spans of the application under test, there at once. */
  static final InMemorySpanExporter FINISHED = InMemorySpanExporter.create();

  /** Ids of spans handed out: one for each span that the SDK starts, kept or not. */
  static final AtomicInteger SPAN_IDS = new AtomicInteger();

  private TracingTestBeans() {}

  @Alternative
  static final class Stdout {
    @Produces
    @Alternative
    @Singleton
    static RouterConfig config() {
      return TracingFixtures.config(ExporterType.STDOUT);
    }
  }

  @Alternative
  static final class Watch {
    @Produces
    @Alternative
    @Singleton
    static SpanProcessor processor() {
      return SimpleSpanProcessor.create(FINISHED);
    }

    @Produces
    @Alternative
    @Singleton
    static IdGenerator ids() {
      IdGenerator random = IdGenerator.random();
      return new IdGenerator() {
        @Override
        public String generateSpanId() {
          SPAN_IDS.incrementAndGet();
          return random.generateSpanId();
        }

        @Override
        public String generateTraceId() {
          return random.generateTraceId();
        }
      };
    }
  }
}
