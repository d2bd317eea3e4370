package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.StageSpan;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** The head of a request as an endpoint gets it. */
final class BackendRequest {
  private BackendRequest() {}

  /**
   * Makes the head.
   *
   * @param span of the call, which the backend's own spans are to be children of
   * @param authorization the endpoint's own, or null
   */
  static RequestOptions to(
      Endpoint endpoint, UpstreamCall call, StageSpan span, String authorization) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Headers.copyToBackend(
        call.clientHeaders(),
        headers,
        span.traceId() != null,
        authorization == null && call.forwardAuthorization());
    span.propagate(headers::set);
    if (authorization != null) {
      headers.set("authorization", authorization);
    }
    if (!headers.contains("content-type")) {
      headers.set("content-type", "application/json");
    }
    if (endpoint.isIpv6()) {
      headers.set("host", endpoint.hostAndPort());
    }
    headers.set("x-request-id", call.requestId());
    headers.set("x-selected-model", Headers.clean(call.model()));
    headers.set("x-vsr-destination-endpoint", Headers.clean(endpoint.name()));
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(endpoint.address())
        .setPort(endpoint.port())
        .setURI(endpoint.pathPrefix() + call.api().path())
        .setHeaders(headers);
  }
}
