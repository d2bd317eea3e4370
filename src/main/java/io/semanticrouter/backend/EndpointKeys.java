package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The endpoints' own keys, read from the environment and held nowhere else. */
@ApplicationScoped
public class EndpointKeys {
  private final Config config;

  public EndpointKeys(Config config) {
    this.config = config;
  }

  public Optional<String> keyOf(Endpoint endpoint) {
    return endpoint.apiKeyEnv().flatMap(name -> config.getOptionalValue(name, String.class));
  }
}
