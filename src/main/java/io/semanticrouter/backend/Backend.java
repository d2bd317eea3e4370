package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.List;

/**
 * Where a request goes.
 *
 * @param serving all that serve the model
 * @param affinity what the request has in common with others that should meet the same endpoint, or
 *     null
 * @param order the chosen endpoint first, then those to try when it fails; empty if no endpoint
 *     that serves the model is fit to
 * @param excluded which of them get no requests, each with the reason: {@code beta: ejected}
 * @param lastResort true if the order holds ejected endpoints, because there are no others
 * @param overloaded true if the order is empty because endpoints have all the requests they may
 *     have
 * @param policy name of the policy that chose
 */
public record Backend(
    List<Endpoint> serving,
    String affinity,
    List<Endpoint> order,
    List<String> excluded,
    boolean lastResort,
    boolean overloaded,
    String policy)
    implements Traced {

  /** True if the request may be expected to succeed there. */
  public boolean isFit() {
    return !order.isEmpty() && !lastResort;
  }

  /** The same when all of its endpoints have turned out to be full. */
  public Backend full() {
    return new Backend(serving, affinity, List.of(), excluded, false, true, policy);
  }

  /** Names of all that serve the model. */
  public List<String> candidates() {
    return serving.stream().map(Endpoint::name).toList();
  }

  @Override
  public void describe(SpanAttributes span) {
    if (!order.isEmpty()) {
      span.set(SpanAttributes.ENDPOINT_NAME, order.getFirst().name())
          .set(SpanAttributes.ENDPOINT_ADDRESS, order.getFirst().hostAndPort());
    }
    span.set(SpanAttributes.BACKEND_CANDIDATES, candidates())
        .set(SpanAttributes.BACKEND_POLICY, policy);
    if (!excluded.isEmpty()) {
      span.set(SpanAttributes.BACKEND_EXCLUDED, excluded);
    }
  }
}
