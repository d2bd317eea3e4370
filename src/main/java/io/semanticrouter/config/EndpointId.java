package io.semanticrouter.config;

import io.semanticrouter.config.RouterConfig.Endpoint;

/**
 * What makes an endpoint the one it is. A change of anything else, such as its weight, leaves it
 * the same endpoint, with its connections and all that is known of its health.
 */
public record EndpointId(
    String name, String scheme, String address, int port, String pathPrefix, Tls tls) {

  public static EndpointId of(Endpoint endpoint) {
    return new EndpointId(
        endpoint.name(),
        endpoint.scheme(),
        endpoint.address(),
        endpoint.port(),
        endpoint.pathPrefix(),
        endpoint.tls());
  }
}
