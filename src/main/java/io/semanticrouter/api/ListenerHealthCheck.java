package io.semanticrouter.api;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready before requests can come: the management interface may listen some milliseconds before
 * the API does, and whoever asks it then would send a request into a refused connection.
 */
@Readiness
@ApplicationScoped
public class ListenerHealthCheck implements HealthCheck {
  private volatile boolean listening;

  /** Development mode keeps its listener when the application restarts, and tells of it once. */
  @Inject
  public ListenerHealthCheck() {
    this(LaunchMode.current() == LaunchMode.DEVELOPMENT);
  }

  ListenerHealthCheck(boolean listening) {
    this.listening = listening;
  }

  void opened(@ObservesAsync HttpServerStart http) {
    listening = true;
  }

  void opened(@ObservesAsync HttpsServerStart https) {
    listening = true;
  }

  void opened(@ObservesAsync DomainSocketServerStart socket) {
    listening = true;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("listener").status(listening).build();
  }
}
