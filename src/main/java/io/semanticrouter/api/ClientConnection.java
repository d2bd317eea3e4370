package io.semanticrouter.api;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.semanticrouter.limit.Allowance;
import io.semanticrouter.limit.RateLimitHeaders;
import io.semanticrouter.upstream.AnswerSink;
import io.semanticrouter.upstream.UpstreamFailure;
import io.semanticrouter.upstream.UpstreamFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/**
 * The client's side of one request. Knows when the last byte of the answer was written, or that the
 * client has gone. Confined to the event loop of the connection.
 */
final class ClientConnection implements AnswerSink {
  private static final UpstreamFailure CLIENT_GONE =
      new UpstreamFailure(Kind.CLIENT_GONE, "The client went away.", null);

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Promise<Void> over = Promise.promise();
  private final Context context = Vertx.currentContext();
  private Consumer<UpstreamFailure> cancel;
  private Allowance allowance = Allowance.UNLIMITED;
  private boolean gone;
  private UpstreamFailure ended;
  private boolean eventStream;
  private MultiMap backendHeaders;

  ClientConnection(HttpServerRequest request) {
    this.request = request;
    this.response = request.response();
    response.closeHandler(nothing -> gone());
    response.exceptionHandler(cause -> gone());
  }

  HttpServerRequest request() {
    return request;
  }

  /** Headers of the answer; to be set before its first byte. */
  MultiMap headers() {
    return response.headers();
  }

  /** Keeps what the caller may still ask for, and tells the caller in the answer's headers. */
  void allowed(Allowance known) {
    allowance = known;
    known.describe(headers()::set);
  }

  Allowance allowance() {
    return allowance;
  }

  /**
   * Lets no other request follow, as the rest of this one is not read. An HTTP/2 connection goes
   * on, and knows no such header.
   */
  void closeAfterAnswer() {
    if (request.version() != HttpVersion.HTTP_2) {
      headers().set("connection", "close");
    }
  }

  /** Waits for nothing more of a request whose body does not come. */
  void endAfterAnswer() {
    closeAfterAnswer();
    over.future()
        .onComplete(
            _ -> {
              if (request.version() == HttpVersion.HTTP_2) {
                response.reset();
              } else {
                request.connection().close();
              }
            });
  }

  /** Completes with the last byte written, or when the client has gone. Never fails. */
  Future<Void> over() {
    return over.future();
  }

  /** Why nobody waits for an answer any more; null while somebody does. */
  UpstreamFailure ended() {
    return ended;
  }

  /** The status the client got; 0 if it left before any. */
  int status() {
    return response.headWritten() ? response.getStatusCode() : 0;
  }

  /** Sends a whole answer. */
  void send(int status, String contentType, byte[] body) {
    if (gone || response.ended()) {
      return;
    }
    response.setStatusCode(status).putHeader("content-type", contentType);
    finish(response.end(Buffer.buffer(body)));
  }

  void send(ApiError error) {
    if (error.retryAfterSeconds() > 0 && !response.headWritten()) {
      response.putHeader("retry-after", String.valueOf(error.retryAfterSeconds()));
    }
    send(error.status(), "application/json", error.bytes());
  }

  @Override
  public void head(Endpoint from, int status, MultiMap headers) {
    if (gone) {
      return;
    }
    String type = headers.get("content-type");
    eventStream = type != null && type.startsWith("text/event-stream");
    if (allowance.isLimited()) { // the backend's limits are the router's, not the caller's
      RateLimitHeaders.NAMES.forEach(headers::remove);
    }
    backendHeaders = headers;
    response.setStatusCode(status).headers().addAll(headers);
    response.putHeader("x-vsr-destination-endpoint", from.name());
    if (!headers.contains("content-length")) {
      response.setChunked(true);
    }
  }

  @Override
  public void write(Buffer chunk) {
    if (!gone) {
      response.write(chunk);
    }
  }

  @Override
  public boolean isFull() {
    return !gone && response.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable resume) {
    response.drainHandler(nothing -> resume.run());
  }

  @Override
  public void end() {
    if (!gone) {
      finish(response.end());
    }
  }

  /**
   * A client that has got nothing yet gets the error. A stream says what happened; then the
   * connection breaks, so that nobody takes it for whole.
   */
  @Override
  public void abort(UpstreamFailure failure) {
    if (gone) {
      return;
    }
    if (!response.headWritten()) {
      backendHeaders.names().forEach(response.headers()::remove);
      response.setChunked(false);
      send(ApiError.upstream(failure));
      return;
    }
    gone = true; // for us: nothing more is written
    // What is queued for a client that does not read would keep the event, and the request, for
    // ever.
    if (eventStream && !response.writeQueueFull()) {
      response
          .write("\n\ndata: " + ApiError.upstream(failure).json() + "\n\n")
          .onComplete(written -> breakOff());
    } else {
      breakOff();
    }
  }

  /**
   * Ends an HTTP/1.1 connection; of an HTTP/2 connection, this stream alone. A reset would close an
   * HTTP/1.1 connection too, but tell nobody, and the shutdown would wait for this request.
   */
  private void breakOff() {
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset();
    } else {
      request.connection().close();
    }
    over.tryComplete();
  }

  @Override
  public void onCancelled(Consumer<UpstreamFailure> cancelled) {
    cancel = cancelled;
    if (ended != null) {
      cancelled.accept(ended);
    }
  }

  /** Ends what is not answered yet, whatever it waits for. May be called by any thread. */
  void stop(UpstreamFailure why) {
    context.runOnContext(nothing -> stopNow(why));
  }

  private void stopNow(UpstreamFailure why) {
    if (cancel != null) {
      cancel.accept(why);
    } else if (!gone && !response.ended()) {
      ended = why;
      endAfterAnswer(); // the rest of its body may never come
      send(ApiError.upstream(why));
    }
  }

  private void finish(Future<Void> written) {
    written.onComplete(nothing -> over.tryComplete());
  }

  private void gone() {
    if (gone || response.ended()) {
      over.tryComplete();
      return;
    }
    gone = true;
    ended = CLIENT_GONE;
    if (cancel != null) {
      cancel.accept(CLIENT_GONE);
    }
    over.tryComplete();
  }
}
