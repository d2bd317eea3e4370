package io.semanticrouter.api;

import io.semanticrouter.backend.ModelCatalog;
import io.semanticrouter.chat.Conversation;
import io.semanticrouter.chat.InvalidRequestException;
import io.semanticrouter.chat.ModelApi;
import io.semanticrouter.chat.ModelRequest;
import io.semanticrouter.chat.UnreadRequest;
import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.metrics.ErrorReason;
import io.semanticrouter.metrics.RequestMetrics;
import io.semanticrouter.pipeline.Caller;
import io.semanticrouter.pipeline.Outcome;
import io.semanticrouter.pipeline.RoutingPipeline;
import io.semanticrouter.tracing.RequestLogContext;
import io.semanticrouter.tracing.RootAttributes;
import io.semanticrouter.tracing.RouterSpan;
import io.semanticrouter.tracing.RouterSpans;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.understanding.EncoderPool;
import io.semanticrouter.understanding.Understanding;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Handles requests for a model, each from its head to the answer's last byte. */
@ApplicationScoped
public class RequestHandler {
  private static final Logger LOG = Logger.getLogger(RequestHandler.class);

  /**
   * Without the encoder bodies up to this many bytes are understood on the event loop, where it
   * takes less time than handing them to another thread and back; larger ones would hold the loop
   * up.
   */
  private static final int UNDERSTOOD_ON_LOOP = 16 * 1024;

  private final Vertx vertx;
  private final RoutingPipeline pipeline;
  private final OutcomeWriter writer;
  private final Admission admission;
  private final EncoderPool encoders;
  private final RootAttributes rootAttributes;
  private final RequestMetrics metrics;

  public RequestHandler(
      Vertx vertx,
      RoutingPipeline pipeline,
      OutcomeWriter writer,
      Admission admission,
      EncoderPool encoders,
      RootAttributes rootAttributes,
      RequestMetrics metrics) {
    this.vertx = vertx;
    this.pipeline = pipeline;
    this.writer = writer;
    this.admission = admission;
    this.encoders = encoders;
    this.rootAttributes = rootAttributes;
    this.metrics = metrics;
  }

  /** What is known of a request before its body. */
  private record Incoming(
      ModelApi api,
      MultiMap headers,
      String requestId,
      Admission.Ticket ticket,
      ModelCatalog catalog) {
    Caller caller(ModelRequest request) {
      return Callers.of(headers, request, requestId, ticket);
    }
  }

  /**
   * @param tier null where nothing was to be understood
   */
  private record Routed(
      Caller caller, Outcome outcome, UnderstandingTier tier, RouterConfig config) {}

  /**
   * Handles one request; to be called on its event loop, before its first data event.
   *
   * @param catalog the models and the configuration this request keeps to
   * @return completes, never fails, when the last byte is written or the client has gone
   */
  @RouterSpan(RouterSpans.REQUEST_RECEIVED)
  public Future<RequestReport> handle(
      StageSpan root,
      ModelApi api,
      ClientConnection client,
      String requestId,
      ModelCatalog catalog) {
    var request = client.request();
    RequestReport report = new RequestReport(requestId, request.method().name(), request.path());
    RequestLogContext.open(root, requestId);
    rootAttributes.describe(root, request.headers());
    client.headers().set("x-request-id", requestId);
    String traceResponse = root.traceResponse();
    if (traceResponse != null) {
      client.headers().set("traceresponse", traceResponse);
    }
    RouterConfig.Server limits = catalog.config().server();
    Admission.Ticket ticket = admission.ask(request, limits);
    client.allowed(ticket.allowance());
    Incoming incoming = new Incoming(api, request.headers(), requestId, ticket, catalog);
    Future<Void> handled =
        ticket.refusal() != null
            ? refuse(root, client, report, ticket.refusal())
            : BodyReader.read(
                    vertx, request, limits.maxBodyBytes(), limits.bodyTimeout(), client.over())
                .compose(body -> route(root, incoming, report, body))
                .compose(routed -> answer(root, client, report, routed))
                .recover(failure -> fail(root, client, report, failure));
    // The last byte may be written before the backend's side is settled, and the other way round.
    return Future.join(handled, client.over())
        .map(
            nothing -> {
              ticket.release();
              report.over();
              report.count(metrics, root);
              return report.status(client.status());
            });
  }

  /** With the encoder on one of its threads, else by words and patterns alone. */
  private Future<Routed> route(
      StageSpan root, Incoming incoming, RequestReport report, Buffer body) {
    report.routing();
    ModelCatalog catalog = incoming.catalog();
    boolean read = RoutingPipeline.hasStages(incoming.api(), catalog.config());
    Function<Understanding, Routed> route =
        understanding -> {
          ModelRequest request = ModelRequest.read(incoming.api(), body.getBytes());
          Caller caller = incoming.caller(request);
          Outcome outcome =
              switch (request) {
                case Conversation conversation ->
                    pipeline.route(root, conversation, caller, catalog, understanding);
                case UnreadRequest unread -> pipeline.routeUnread(root, unread, caller, catalog);
              };
          return new Routed(
              caller, outcome, read ? UnderstandingTier.of(understanding) : null, catalog.config());
        };
    if (read && encoders.isEnabled()) {
      Optional<Future<Routed>> understood = encoders.submit(route);
      if (understood.isPresent()) {
        return understood.get();
      }
    }
    return body.length() <= UNDERSTOOD_ON_LOOP
        ? Future.succeededFuture(route.apply(Understanding.NONE))
        : vertx.executeBlocking(() -> route.apply(Understanding.NONE), false);
  }

  private Future<Void> answer(
      StageSpan root, ClientConnection client, RequestReport report, Routed routed) {
    report.routed();
    report.caller(routed.caller()).facts(routed.outcome().facts()).tier(routed.tier());
    if (routed.tier() == UnderstandingTier.FAST && encoders.isEnabled()) {
      client.headers().set("x-vsr-understanding", routed.tier().label());
    }
    return writer.write(root, client, report, routed.caller(), routed.outcome(), routed.config());
  }

  private static Future<Void> refuse(
      StageSpan root, ClientConnection client, RequestReport report, ApiError error) {
    report.failed(ErrorReasons.of(error));
    if (error.status() == 405) {
      client.headers().set("allow", "POST");
    }
    if (error.status() >= 500) {
      root.fail(error.code(), error.message(), null);
    }
    client.request().resume();
    client.send(error);
    return Future.succeededFuture();
  }

  private static Future<Void> fail(
      StageSpan root, ClientConnection client, RequestReport report, Throwable failure) {
    switch (failure) {
      case InvalidRequestException invalid -> {
        report.failed(ErrorReason.INVALID_REQUEST);
        client.send(ApiError.invalid(invalid));
      }
      case BodyReader.Refused refused -> {
        report.failed(ErrorReasons.of(refused.error()));
        if (refused.isLate()) {
          client.endAfterAnswer();
        } else {
          client.closeAfterAnswer();
        }
        client.send(refused.error());
      }
      default -> {
        if (client.ended() != null) {
          report.ended(root, client.ended());
          return Future.succeededFuture();
        }
        report.failed(ErrorReason.INTERNAL_ERROR);
        LOG.errorf(
            "The router failed at a request: %s at %s",
            failure.getClass().getName(), firstFrame(failure));
        LOG.debug("The failure in full", failure);
        root.fail(failure.getClass().getName(), "The router failed.", failure);
        client.send(ApiError.internal());
      }
    }
    return Future.succeededFuture();
  }

  private static String firstFrame(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    return frames.length == 0 ? "an unknown place" : frames[0].toString();
  }
}
