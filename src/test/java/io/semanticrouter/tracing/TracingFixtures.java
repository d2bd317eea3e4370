package io.semanticrouter.tracing;

import io.semanticrouter.config.Apis;
import io.semanticrouter.config.CustomAttributes;
import io.semanticrouter.config.Ejection;
import io.semanticrouter.config.HealthCheck;
import io.semanticrouter.config.LiveReload;
import io.semanticrouter.config.PiiDetection;
import io.semanticrouter.config.RateLimits;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.Timeouts;
import io.semanticrouter.config.Tls;
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
        Tls.SYSTEM,
        Format.COMPACT,
        new Batch(2048, 512, scheduleDelay, Duration.ofSeconds(30)));
  }

  /**
   * Keeps every trace but those whose caller says no; every stage is off, and no backend is known.
   */
  static RouterConfig config(ExporterType exporter) {
    TracingConfig tracing =
        new TracingConfig(
            true,
            exporter(exporter, Duration.ofSeconds(5)),
            new Sampling(
                TracingConfig.SamplerType.PROBABILISTIC, 1.0, 10, true, TracingConfig.Keep.NOTHING),
            new Resource("router-under-test", "v9", "testing"),
            CustomAttributes.NONE,
            false);
    RouterConfig.Detector off = new RouterConfig.Detector(false, 0.7);
    return new RouterConfig(
        List.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        Map.of(),
        "medium",
        new RouterConfig.Classifier(off, new PiiDetection(false, 0.7, Map.of())),
        new RouterConfig.PromptGuard(false, 0.7, 0.7),
        new RouterConfig.Encoder(false, Optional.empty(), 1, 0, 256, 0),
        RouterConfig.OnBlock.REFUSAL,
        new RouterConfig.Cache(
            false,
            "memory",
            0.8,
            1,
            1,
            Duration.ofHours(1),
            RouterConfig.Cache.EvictionPolicy.FIFO),
        new RouterConfig.Server(
            Optional.empty(),
            1024,
            Duration.ofSeconds(1),
            16,
            Duration.ofSeconds(1),
            RateLimits.NONE,
            Apis.ALL),
        RouterConfig.LoadBalancing.WEIGHTED,
        new RouterConfig.Upstream(
            Duration.ofSeconds(2),
            new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10)),
            16,
            new RouterConfig.Queue(0, Duration.ofSeconds(5)),
            true,
            new RouterConfig.Retry(3, 0.2, true),
            new HealthCheck(false, Duration.ofSeconds(10), Duration.ofSeconds(2), 3, 2),
            new Ejection(5, 0.5, 20, Duration.ofSeconds(30), 1)),
        tracing,
        new LiveReload(false, Duration.ofSeconds(5)));
  }
}
