package io.semanticrouter.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig.ExporterType;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Beans of the profiles of this package's tests; other tests never see them. */
final class TracingTestBeans {
  /** Finished spans of the application under test, there at once. */
  static final InMemorySpanExporter FINISHED = InMemorySpanExporter.create();

  /** Names of spans whose start a processor bean was told of. */
  static final List<String> STARTED = new CopyOnWriteArrayList<>();

  /** Ids of spans handed out: one for each span that is started, kept or not. */
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
      return SpanProcessor.composite(SimpleSpanProcessor.create(FINISHED), new Starts());
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

  private static final class Starts implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      STARTED.add(span.getName());
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return false;
    }
  }
}
