package io.semanticrouter.tracing.export;

import io.semanticrouter.tracing.export.ExportHealth.Status;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Shows at {@code /q/health} how the export of spans is doing. It is never down, and belongs to
 * neither readiness nor liveness: a router that cannot export its spans answers requests as well as
 * any other.
 */
@Wellness
@ApplicationScoped
public class ExportHealthCheck implements HealthCheck {
  private final ExportHealths healths;

  public ExportHealthCheck(ExportHealths healths) {
    this.healths = healths;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("span export").up();
    healths.all().forEach(health -> describe(health, response));
    return response.build();
  }

  private static void describe(ExportHealth health, HealthCheckResponseBuilder response) {
    String name = health.component().name() + ".";
    Status status = health.status();
    QueueCount queue = health.queue();
    response
        .withData(name + "destination", health.component().destination())
        .withData(name + "state", status.state().name().toLowerCase(Locale.ROOT))
        .withData(name + "since", status.since().truncatedTo(ChronoUnit.SECONDS).toString())
        .withData(name + "exported", health.exported())
        .withData(name + "lost", health.failed().values().stream().mapToLong(Long::longValue).sum())
        .withData(name + "dropped", queue.dropped())
        .withData(name + "queue", queue.size() + " of " + queue.capacity());
    status.failure().ifPresent(failure -> response.withData(name + "cause", failure.cause()));
  }
}
