package io.semanticrouter.api;

import io.semanticrouter.tracing.RequestTracing;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The routes in front of the JAX-RS resources.
 *
 * <p>Chat completions are handled here, on the event loop, because the relay needs what JAX-RS
 * hides: the head before the body, back-pressure, the client's leaving, the last byte written.
 */
@ApplicationScoped
public class DataPlaneRoutes {
  /** Before Quarkus' own limit of body sizes (-2), which would answer without a body. */
  private static final int CHAT_ORDER = -200;

  private static final int GUARD_ORDER = -100;

  private final ChatCompletions chat;
  private final RequestTracing tracing;
  private final Admission admission;
  private final RunningRequests running;

  public DataPlaneRoutes(
      ChatCompletions chat, RequestTracing tracing, Admission admission, RunningRequests running) {
    this.chat = chat;
    this.tracing = tracing;
    this.admission = admission;
    this.running = running;
  }

  void register(@Observes Router router) {
    router.route("/v1/chat/completions").order(CHAT_ORDER).handler(this::chat);
    router.route("/v1/*").order(GUARD_ORDER).handler(this::guard);
    router.route("/api/*").order(GUARD_ORDER).handler(this::guard);
  }

  private void chat(RoutingContext context) {
    var request = context.request();
    ClientConnection client = new ClientConnection(request);
    running.add(
        client,
        chat.handle(
            tracing.caller(request.headers()),
            client,
            RequestIds.of(request.getHeader("x-request-id"))));
  }

  private void guard(RoutingContext context) {
    ApiError refusal = admission.check(context.request());
    if (refusal == null) {
      context.next();
    } else {
      context
          .response()
          .setStatusCode(refusal.status())
          .putHeader("content-type", "application/json")
          .end(refusal.json());
    }
  }
}
