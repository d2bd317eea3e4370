package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows at {@code /q/health/ready} which endpoints get requests. It is never down: a router whose
 * backends are all gone still answers 503 with a reason, and taking it out of its service as well
 * would leave its callers with a refused connection.
 */
@Readiness
@ApplicationScoped
public class EndpointsHealthCheck implements HealthCheck {
  private final ModelDiscovery discovery;
  private final EndpointHealths healths;

  public EndpointsHealthCheck(ModelDiscovery discovery, EndpointHealths healths) {
    this.discovery = discovery;
    this.healths = healths;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("endpoints").up();
    for (Endpoint endpoint : discovery.catalog().endpoints()) {
      response.withData(endpoint.name(), healths.fitness(endpoint).label());
    }
    return response.build();
  }
}
