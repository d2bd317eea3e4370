package io.semanticrouter.upstream;

import io.semanticrouter.backend.Backend;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.config.Timeouts;
import io.semanticrouter.content.Content;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * One request to a backend.
 *
 * @param api which one of the backends'
 * @param backend the endpoints to try
 * @param party who shares turns with whom where requests wait for an endpoint
 * @param model as the backend knows it
 * @param timeouts of the model
 * @param clientHeaders what the client sent
 * @param requestId sent on as {@code x-request-id}
 * @param forwardAuthorization true if the caller's {@code Authorization} may leave the router
 * @param streaming true if the client asked for server-sent events
 * @param keepAnswer true if the complete answer is wanted, for the cache
 * @param invocationParameters numbers and switches of the request, for the trace; null without one
 * @param content where the trace shows what is said, else null
 * @param fallback what is called instead where the model fails
 */
public record UpstreamCall(
    ModelApi api,
    Backend backend,
    String party,
    String model,
    Timeouts timeouts,
    Buffer body,
    MultiMap clientHeaders,
    String requestId,
    boolean forwardAuthorization,
    boolean streaming,
    boolean keepAnswer,
    String invocationParameters,
    Content content,
    Fallback fallback) {}
