package io.semanticrouter.backend;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.SpanAttributes;
import io.semanticrouter.tracing.Traced;
import java.util.List;

/**
 * Where a request goes.
 *
 * @param order the chosen endpoint first, then those to try when it refuses the connection; empty
 *     if no endpoint serves the model
 * @param policy name of the policy that chose
 */
public record Backend(List<Endpoint> order, List<String> candidates, String policy)
    implements Traced {

  @Override
  public void describe(SpanAttributes span) {
    if (!order.isEmpty()) {
      span.set(SpanAttributes.ENDPOINT_NAME, order.getFirst().name())
          .set(SpanAttributes.ENDPOINT_ADDRESS, order.getFirst().hostAndPort());
    }
    span.set(SpanAttributes.BACKEND_CANDIDATES, candidates)
        .set(SpanAttributes.BACKEND_POLICY, policy);
  }
}
