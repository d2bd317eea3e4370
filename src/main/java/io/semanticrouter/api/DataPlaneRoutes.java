package io.semanticrouter.api;

import io.semanticrouter.backend.ModelCatalog;
import io.semanticrouter.backend.ModelDiscovery;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.config.Apis;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.tracing.RequestTracing;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The routes in front of the JAX-RS resources.
 *
 * <p>What is relayed is handled here, on the event loop, because a relay needs what JAX-RS hides:
 * the head before the body, back-pressure, the client's leaving, the last byte written.
 */
@ApplicationScoped
public class DataPlaneRoutes {
  private static final Logger LOG = Logger.getLogger(DataPlaneRoutes.class);

  /** Before Quarkus' own limit of body sizes (-2), which would answer without a body. */
  private static final int MODEL_ORDER = -200;

  private static final int GUARD_ORDER = -100;

  private final ModelDiscovery models;
  private final RequestHandler handler;
  private final RequestTracing tracing;
  private final Admission admission;
  private final RunningRequests running;
  private final Vertx vertx;

  public DataPlaneRoutes(
      Vertx vertx,
      ModelDiscovery models,
      RequestHandler handler,
      RequestTracing tracing,
      Admission admission,
      RunningRequests running) {
    this.vertx = vertx;
    this.models = models;
    this.handler = handler;
    this.tracing = tracing;
    this.admission = admission;
    this.running = running;
  }

  void register(@Observes Router router) {
    List<String> unread = new ArrayList<>();
    for (ModelApi api : ModelApi.values()) {
      router.route(api.path()).order(MODEL_ORDER).handler(context -> relay(api, context));
      if (!api.isRead() && isOpen(api, models.catalog().config())) {
        unread.add(api.path());
      }
    }
    if (!unread.isEmpty()) {
      LOG.infof("Relayed unread, without PII and jailbreak checks (see server.api): %s", unread);
    }
    router.route().order(GUARD_ORDER).handler(DataPlaneRoutes::readToItsEnd);
    router.route().order(GUARD_ORDER).handler(DataPlaneRoutes::refuseParameters);
    router.route("/v1/*").order(GUARD_ORDER).handler(context -> guard(context, false));
    router.route("/api/*").order(GUARD_ORDER).handler(context -> guard(context, true));
  }

  /**
   * Whoever answers before the body has come leaves it unread: a connection of which nobody reads
   * the rest never gets to its next request.
   */
  private static void readToItsEnd(RoutingContext context) {
    context.addEndHandler(_ -> context.request().resume());
    context.next();
  }

  /**
   * JAX-RS cuts {@code ;x} off the segments of a path before it looks for a resource; the guards
   * look at the path as it is, so that {@code /api;x/v1/...} would pass between the two.
   */
  private static void refuseParameters(RoutingContext context) {
    if (context.request().path().indexOf(';') < 0) {
      context.next();
    } else {
      refuse(context.response(), ApiError.unknownPath());
    }
  }

  private static boolean isOpen(ModelApi api, RouterConfig config) {
    Apis apis = config.server().apis();
    return switch (api) {
      case CHAT_COMPLETIONS -> true;
      case COMPLETIONS -> apis.completions();
      case EMBEDDINGS -> apis.embeddings();
      case RESPONSES -> apis.responses();
    };
  }

  /** What the request meets from here on is what is known and configured now. */
  private void relay(ModelApi api, RoutingContext context) {
    ModelCatalog catalog = models.catalog();
    if (!isOpen(api, catalog.config())) {
      context.next();
      return;
    }
    var request = context.request();
    ClientConnection client = new ClientConnection(request);
    running.add(
        client,
        handler.handle(
            tracing.caller(request.headers()),
            api,
            client,
            RequestIds.of(request.getHeader("x-request-id")),
            catalog));
  }

  /** Before the small APIs. Classification takes about what a chat completion takes here. */
  private void guard(RoutingContext context, boolean classifies) {
    HttpServerRequest request = context.request();
    boolean counted = classifies && request.method().equals(HttpMethod.POST);
    Admission.Ticket ticket =
        admission.askSmall(request, counted, models.catalog().config().server());
    HttpServerResponse response = context.response();
    ticket.allowance().describe(response::putHeader);
    ApiError refusal = ticket.refusal();
    if (refusal == null) {
      if (counted) {
        readBody(context);
      } else {
        context.next();
      }
      return;
    }
    if (refusal.retryAfterSeconds() > 0) {
      response.putHeader("retry-after", String.valueOf(refusal.retryAfterSeconds()));
    }
    refuse(response, refusal);
  }

  /** Before a thread is taken for it, which would wait for a body that never ends. */
  private void readBody(RoutingContext context) {
    HttpServerRequest request = context.request();
    RouterConfig.Server limits = models.catalog().config().server();
    Promise<Void> over = Promise.promise();
    context.addEndHandler(_ -> over.tryComplete());
    BodyReader.read(vertx, request, limits.maxBodyBytes(), limits.bodyTimeout(), over.future())
        .onSuccess(
            body -> {
              ((RoutingContextInternal) context).setBody(body);
              context.next();
            })
        .onFailure(
            failure -> {
              if (failure instanceof BodyReader.Refused refused) { // else the connection is gone
                ClientConnection client = new ClientConnection(request);
                client.endAfterAnswer();
                client.send(refused.error());
              }
            });
  }

  private static void refuse(HttpServerResponse response, ApiError error) {
    response
        .setStatusCode(error.status())
        .putHeader("content-type", "application/json")
        .end(error.json());
  }
}
