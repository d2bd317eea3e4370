package io.semanticrouter.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.List;

/** Shows which configuration is in force, and whether the file could be applied. */
final class ReloadMetrics {

  /** Enough to tell contents apart. */
  private static final int HASH_DIGITS = 12;

  private static final double MILLIS_PER_SECOND = 1_000.0;

  private final Clock clock;
  private final MultiGauge info;
  private volatile boolean success;
  private volatile double appliedAt;

  ReloadMetrics(MeterRegistry meters, Clock clock) {
    this.clock = clock;
    Gauge.builder("router_config_reload_success", () -> success ? 1 : 0)
        .description("1 if the configuration file is applied, 0 if it has faults or is gone")
        .register(meters);
    Gauge.builder("router_config_last_reload_success_timestamp_seconds", () -> appliedAt)
        .description("When the configuration that is in force was applied, in epoch seconds")
        .register(meters);
    info =
        MultiGauge.builder("router_config_info")
            .description("The configuration file that is in force, by the hash of its content")
            .register(meters);
  }

  /** A content of the file is in force. */
  void applied(ConfigFile file) {
    success = true;
    appliedAt = clock.millis() / MILLIS_PER_SECOND;
    info.register(List.of(Row.of(Tags.of("sha256", shortHash(file)), 1)), true);
  }

  /** The file has a content that cannot be in force. */
  void refused() {
    success = false;
  }

  static String shortHash(ConfigFile file) {
    String hash = file.sha256();
    return hash.isEmpty() ? "none" : hash.substring(0, HASH_DIGITS);
  }
}
