package io.semanticrouter.tracing;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.TracingConfig;
import io.semanticrouter.config.TracingConfig.Batch;
import io.semanticrouter.config.TracingConfig.Exporter;
import io.semanticrouter.config.TracingConfig.ExporterType;
import io.semanticrouter.config.TracingConfig.Format;
import io.semanticrouter.config.TracingConfig.Resource;
import io.semanticrouter.config.TracingConfig.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests of this package. */
final class TracingFixtures {
  private TracingFixtures() {}

  static Exporter exporter(ExporterType type, Duration scheduleDelay) {
    return new Exporter(
        type,
        "localhost:4317",
        true,
        "grpc",
        Map.of(),
        Duration.ofSeconds(10),
        "none",
        Format.COMPACT,
        new Batch(2048, 512, scheduleDelay, Duration.ofSeconds(30)));
  }

  /** Only the tracing section holds anything: nothing else is read here. */
  static RouterConfig config(ExporterType exporter) {
    TracingConfig tracing =
        new TracingConfig(
            true,
            exporter(exporter, Duration.ofSeconds(5)),
            new Sampling(TracingConfig.SamplerType.ALWAYS_ON, 1.0, true),
            new Resource("router-under-test", "v9", "testing"));
    return new RouterConfig(
        List.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        Map.of(),
        "medium",
        null,
        null,
        RouterConfig.OnBlock.REFUSAL,
        null,
        null,
        null,
        tracing);
  }
}
