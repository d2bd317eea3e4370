package io.semanticrouter.demo;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.semanticrouter.backend.BuiltInEndpoint;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.config.Tls;
import io.semanticrouter.tracing.ServiceTracers;
import io.semanticrouter.tracing.ServiceTracers.ServiceTracer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * An OpenAI-compatible engine inside the development process, so that a router without a backend
 * answers something: a server of its own on a free port of the loopback interface.
 */
@IfBuildProfile("dev")
@ApplicationScoped
public class DemoBackend implements BuiltInEndpoint {
  static final String NAME = "demo-backend";
  static final String MODEL = "demo-model";
  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final ServiceTracers tracers;
  private ServiceTracer tracer;
  private HttpServer server;

  public DemoBackend(Vertx vertx, ServiceTracers tracers) {
    this.vertx = vertx;
    this.tracers = tracers;
  }

  /** Starts before the models of the endpoints are asked for. */
  void start(@Observes @Priority(1_000) StartupEvent event) {
    tracer = tracers.of(NAME, "demo-backend");
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(LOOPBACK)
                    .setPort(0)
                    .setTracingPolicy(TracingPolicy.IGNORE))
            .requestHandler(this::handle)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  void stop(@Observes ShutdownEvent event) {
    if (server != null) {
      server.close();
      tracer.provider().close();
    }
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint(
        NAME,
        "http",
        LOOPBACK,
        server.actualPort(),
        "",
        1,
        Optional.empty(),
        Optional.of("/health"),
        Tls.SYSTEM);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/v1/chat/completions" ->
          request.body().onSuccess(body -> new DemoCompletion(vertx, tracer, request).answer(body));
      case "/v1/models" ->
          request
              .response()
              .putHeader("content-type", "application/json")
              .end(
                  "{\"object\":\"list\",\"data\":[{\"id\":\""
                      + MODEL
                      + "\",\"object\":\"model\",\"owned_by\":\"demo-backend\"}]}");
      case "/health" -> request.response().end();
      default -> request.response().setStatusCode(404).end();
    }
  }
}
