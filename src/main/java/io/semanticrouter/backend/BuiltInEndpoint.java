package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;

/** A backend inside this process, for those who have configured none. */
public interface BuiltInEndpoint {
  Endpoint endpoint();
}
