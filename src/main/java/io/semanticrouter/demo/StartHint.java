package io.semanticrouter.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Tells a developer what to type next. */
@IfBuildProfile("dev")
@ApplicationScoped
public class StartHint {
  private static final Logger LOG = Logger.getLogger(StartHint.class);

  private final int port;

  public StartHint(@ConfigProperty(name = "quarkus.http.port") int port) {
    this.port = port;
  }

  void show(@Observes StartupEvent event) {
    LOG.infof(
        "Try:%n%n  curl -N http://localhost:%d/v1/chat/completions -H 'Content-Type:"
            + " application/json' -d '{\"model\":\"auto\",\"stream\":true,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"What is the derivative of x^2?\"}]}'%n",
        port);
  }
}
