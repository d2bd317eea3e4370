package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tracing.StageSpan;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** One call to a backend, from the first attempt to the last byte. Confined to one event loop. */
final class UpstreamExchange {
  private static final String PATH = "/v1/chat/completions";

  private final UpstreamClient client;
  private final Vertx vertx;
  private final StageSpan span;
  private final UpstreamCall call;
  private final AnswerSink sink;
  private final RouterConfig.Upstream limits;
  private final Promise<UpstreamResult> result = Promise.promise();
  private final long start = System.nanoTime();
  private final TokenTiming timing = new TokenTiming(start);

  private Endpoint endpoint;
  private HttpClientRequest request;
  private HttpClientResponse response;
  private AnswerWatcher watcher;
  private Deadline deadline;
  private int status;
  private boolean over;
  private boolean lastByteRead;

  UpstreamExchange(
      UpstreamClient client,
      Vertx vertx,
      StageSpan span,
      UpstreamCall call,
      AnswerSink sink,
      RouterConfig.Upstream limits) {
    this.client = client;
    this.vertx = vertx;
    this.span = span;
    this.call = call;
    this.sink = sink;
    this.limits = limits;
  }

  Future<UpstreamResult> start() {
    if (call.order().isEmpty()) {
      finish(new UpstreamFailure(Kind.NO_BACKEND, "No healthy endpoint serves this model.", null));
      return result.future();
    }
    deadline =
        new Deadline(
            vertx,
            limits.totalTimeout(),
            limits.firstByteTimeout(),
            what -> late(new UpstreamFailure(Kind.TIMEOUT, "The backend " + what + ".", null)));
    sink.onCancelled(this::fail);
    attempt(0);
    return result.future();
  }

  private void attempt(int index) {
    endpoint = call.order().get(index);
    client
        .clientOf(endpoint, limits)
        .request(options())
        .onSuccess(this::send)
        .onFailure(cause -> skip(index, cause));
  }

  /** No connection, so the backend has seen nothing of the request: the next one may have it. */
  private void skip(int index, Throwable cause) {
    if (over) {
      return;
    }
    client.healths().failed(endpoint, Kind.UNREACHABLE.errorType());
    if (index + 1 < call.order().size()) {
      attempt(index + 1);
    } else {
      String message =
          call.order().size() == 1
              ? "The backend cannot be reached."
              : "None of the model's " + call.order().size() + " backends can be reached.";
      fail(new UpstreamFailure(Kind.UNREACHABLE, message, cause));
    }
  }

  private RequestOptions options() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    String key = client.keyOf(endpoint);
    Headers.copyToBackend(
        call.clientHeaders(),
        headers,
        span.traceId() != null,
        key == null && call.forwardAuthorization());
    span.propagate(headers::set);
    if (key != null) {
      headers.set("authorization", "Bearer " + key);
    }
    if (!headers.contains("content-type")) {
      headers.set("content-type", "application/json");
    }
    headers.set("x-request-id", call.requestId());
    headers.set("x-selected-model", call.model());
    headers.set("x-vsr-destination-endpoint", endpoint.name());
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(endpoint.address())
        .setPort(endpoint.port())
        .setURI(endpoint.pathPrefix() + PATH)
        .setHeaders(headers);
  }

  private void send(HttpClientRequest connected) {
    if (over) {
      connected.reset();
      return;
    }
    request = connected;
    connected.exceptionHandler(cause -> {}); // told below; without a handler Vert.x logs it
    connected.response().onSuccess(this::relay).onFailure(this::broken);
    connected.end(call.body());
  }

  private void relay(HttpClientResponse response) {
    if (over) {
      return;
    }
    this.response = response;
    status = response.statusCode();
    if (status >= 500) {
      client.healths().failed(endpoint, String.valueOf(status));
    } else {
      client.healths().succeeded(endpoint);
    }
    deadline.answering(limits.idleTimeout());
    String type = response.getHeader("content-type");
    boolean eventStream = type != null && type.startsWith("text/event-stream");
    if (span.isRecording() || call.keepAnswer()) {
      watcher = new AnswerWatcher(span, timing, eventStream, call.keepAnswer() && status == 200);
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    Headers.copyToClient(response.headers(), headers);
    sink.head(endpoint, status, headers);
    response.exceptionHandler(this::broken);
    response.handler(chunk -> chunk(response, chunk));
    response.endHandler(nothing -> complete());
  }

  private void chunk(HttpClientResponse response, Buffer chunk) {
    if (over) {
      return;
    }
    deadline.touch();
    if (watcher != null) {
      watcher.chunk(chunk);
    }
    sink.write(chunk);
    if (sink.isFull()) {
      response.pause();
      deadline.suspend();
      sink.onDrain(
          () -> {
            deadline.touch();
            response.resume();
          });
    }
  }

  private void complete() {
    lastByteRead = true;
    if (over) {
      return;
    }
    if (watcher != null) {
      watcher.end();
    }
    finish(null);
    sink.end();
  }

  private void late(UpstreamFailure failure) {
    if (status == 0 && endpoint != null) {
      client.healths().failed(endpoint, failure.kind().errorType());
    }
    fail(failure);
  }

  private void broken(Throwable cause) {
    if (over) {
      return;
    }
    if (status == 0) {
      client.healths().failed(endpoint, Kind.BROKEN.errorType());
    }
    String message =
        status == 0
            ? "The backend closed the connection without an answer."
            : "The backend broke off its answer.";
    fail(new UpstreamFailure(Kind.BROKEN, message, cause));
  }

  private void fail(UpstreamFailure failure) {
    if (over) {
      return;
    }
    over = true;
    cancel();
    finish(failure);
    if (status != 0) {
      sink.abort(failure);
    }
  }

  /**
   * Tells the backend to stop. A paused answer may have come whole, and its connection may serve
   * another request by now, which a reset of this one would close too: so what has come is read out
   * (and dropped) first.
   */
  private void cancel() {
    if (response != null) {
      response.resume();
      vertx.runOnContext(
          _ -> {
            if (!lastByteRead) {
              request.reset();
            }
          });
    } else if (request != null) {
      request.reset();
    }
  }

  private void finish(UpstreamFailure failure) {
    over = true;
    if (deadline != null) {
      deadline.cancel();
    }
    if (failure != null) {
      span.fail(failure.kind().errorType(), failure.message(), failure.cause());
    } else if (status >= 400) {
      span.fail(String.valueOf(status), "The backend answered " + status + ".", null);
    }
    result.complete(
        new UpstreamResult(
            call,
            endpoint,
            status,
            failure,
            watcher == null ? new Completion() : watcher.completion(),
            timing,
            watcher == null ? null : watcher.answer(),
            System.nanoTime() - start));
  }
}
