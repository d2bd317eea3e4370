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

  /** The {@code Authorization} that the endpoint wants; empty if it has no key of its own. */
  public Optional<String> authorizationOf(Endpoint endpoint) {
    return endpoint
        .apiKeyEnv()
        .flatMap(name -> config.getOptionalValue(name, String.class))
        .map(key -> "Bearer " + key);
  }
}
