package io.semanticrouter.upstream;

import io.semanticrouter.backend.EndpointHealths;
import io.semanticrouter.backend.EndpointLoad;
import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.tls.ClientTls;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/**
 * One try at one endpoint. What comes of it is told to its owner until it is cancelled. Confined to
 * one event loop.
 */
final class UpstreamAttempt {
  /** Who tries. */
  interface Owner {
    /** The answer's head came; the owner reads the rest. */
    void answered(HttpClientResponse response);

    /** The answer came whole. */
    void ended();

    /** Nothing, or nothing more, will come. */
    void broken(Kind kind, Throwable cause);
  }

  private final Vertx vertx;
  private final Endpoint endpoint;
  private final EndpointLoad load;
  private final EndpointHealths healths;
  private final Owner owner;
  private final long start = System.nanoTime();
  private HttpClientRequest request;
  private HttpClientResponse response;
  private boolean cancelled;
  private boolean lastByteRead;
  private boolean counted;
  private boolean succeeded;
  private boolean failed;

  UpstreamAttempt(
      Vertx vertx, Endpoint endpoint, EndpointLoad load, EndpointHealths healths, Owner owner) {
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.load = load;
    this.healths = healths;
    this.owner = owner;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Speaks for the endpoint's health. */
  void succeeded() {
    succeeded = true;
    healths.succeeded(endpoint, start);
  }

  /**
   * Speaks against the endpoint's health, once.
   *
   * @param errorType what it did
   */
  void failed(String errorType) {
    if (!failed) {
      failed = true;
      healths.failed(endpoint, errorType, start, succeeded);
    }
  }

  /** Sends the request; that the endpoint has it counts already. */
  void start(HttpClient client, RequestOptions options, Buffer body) {
    counted = true;
    client
        .request(options)
        .onSuccess(connected -> send(connected, body))
        .onFailure(
            cause -> tell(ClientTls.isUntrusted(cause) ? Kind.UNTRUSTED : Kind.UNREACHABLE, cause));
  }

  private void send(HttpClientRequest connected, Buffer body) {
    if (cancelled) {
      connected.reset();
      return;
    }
    request = connected;
    connected.exceptionHandler(cause -> {}); // told below; without a handler Vert.x logs it
    connected.response().onSuccess(this::answered).onFailure(cause -> tell(Kind.BROKEN, cause));
    connected.end(body);
  }

  private void answered(HttpClientResponse head) {
    if (cancelled) {
      return;
    }
    response = head;
    load.answered(System.nanoTime() - start);
    head.exceptionHandler(cause -> tell(Kind.BROKEN, cause));
    head.endHandler(_ -> ended());
    owner.answered(head);
  }

  private void tell(Kind kind, Throwable cause) {
    uncount();
    if (!cancelled) {
      owner.broken(kind, cause);
    }
  }

  /** Its connection may serve another request now, also where the owner gave the answer up. */
  private void ended() {
    lastByteRead = true;
    if (succeeded) {
      healths.ended(endpoint, start);
    }
    uncount();
    if (!cancelled) {
      owner.ended();
    }
  }

  private void uncount() {
    if (counted) {
      counted = false;
      load.end();
    }
  }

  /**
   * Tells the backend to stop. A paused answer may have come whole, and its connection may serve
   * another request by now, which a reset of this one would close too: so what has come is read out
   * (and dropped) first.
   */
  void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    uncount();
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
}
