package io.semanticrouter.tracing.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exporters of this process. Safe for any thread. */
@Singleton
public class ExportHealths {
  private final List<ExportHealth> healths = new ArrayList<>();
  private MeterRegistry meters;

  /**
   * Opens the books of one more exporter.
   *
   * @param type {@code otel.component.type} of the semantic conventions
   * @param destination for people
   * @param address of the server; empty where there is none
   * @param queueCapacity how many spans may wait for it
   */
  public synchronized ExportHealth open(
      String type, String destination, Optional<String> address, int port, int queueCapacity) {
    ExportHealth health =
        new ExportHealth(
            new ExportComponent(type, healths.size(), destination, address, port), queueCapacity);
    healths.add(health);
    if (meters != null) {
      new ExportMeters(health).bindTo(meters);
    }
    return health;
  }

  /** The SDK is set up before the registry of metrics is complete, so this comes after. */
  synchronized void atStart(@Observes StartupEvent event, MeterRegistry registry) {
    meters = registry;
    healths.forEach(health -> new ExportMeters(health).bindTo(registry));
  }

  public synchronized List<ExportHealth> all() {
    return List.copyOf(healths);
  }
}
