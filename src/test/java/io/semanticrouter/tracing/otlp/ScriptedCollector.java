package io.semanticrouter.tracing.otlp;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector on loopback that answers as it is told, over HTTP/1.1 and HTTP/2. */
final class ScriptedCollector implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /** What came. */
  record Received(String authority, String path, MultiMap headers, Buffer body) {}

  /** How one request is answered. */
  interface Answer {
    void give(HttpServerResponse response);

    default void give(HttpServerRequest request) {
      give(request.response());
    }
  }

  private final Answer usual;

  ScriptedCollector(Answer usual) {
    this(usual, new HttpServerOptions());
  }

  ScriptedCollector(Answer usual, HttpServerOptions options) {
    this(usual, options, "127.0.0.1");
  }

  ScriptedCollector(Answer usual, HttpServerOptions options, String host) {
    this.usual = usual;
    server =
        vertx
            .createHttpServer(options)
            .connectionHandler(_ -> connections.incrementAndGet())
            .requestHandler(this::handle)
            .listen(0, host)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  static Answer grpc(int status, String message) {
    return response ->
        response
            .putHeader("content-type", "application/grpc")
            .setChunked(true)
            .putTrailer("grpc-status", Integer.toString(status))
            .putTrailer("grpc-message", message)
            .end(Buffer.buffer(new byte[5]));
  }

  /** The status among the headers, as servers send it that have nothing else to say. */
  static Answer grpcInHeaders(int status) {
    return response ->
        response
            .putHeader("content-type", "application/grpc")
            .putHeader("grpc-status", Integer.toString(status))
            .end();
  }

  static Answer http(int status) {
    return response -> response.setStatusCode(status).end("the body is not read");
  }

  /** As a server that knows one path. */
  static Answer onPath(String path, Answer there, Answer elsewhere) {
    return new Answer() {
      @Override
      public void give(HttpServerResponse response) {
        elsewhere.give(response);
      }

      @Override
      public void give(HttpServerRequest request) {
        (request.path().equals(path) ? there : elsewhere).give(request);
      }
    };
  }

  static Answer silence() {
    return _ -> {};
  }

  static Answer reset() {
    return HttpServerResponse::reset;
  }

  /** The next requests are answered so, one after the other; then as usual. */
  ScriptedCollector next(Answer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  int port() {
    return server.actualPort();
  }

  /** How many connections there were. */
  int connections() {
    return connections.get();
  }

  List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void handle(HttpServerRequest request) {
    request.body(
        body -> {
          received.add(
              new Received(
                  String.valueOf(request.authority()),
                  request.path(),
                  request.headers(),
                  body.result()));
          Answer answer = script.poll();
          (answer == null ? usual : answer).give(request);
        });
  }
}
