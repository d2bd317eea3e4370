package io.semanticrouter.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Collects a request's body, within limits of size and time. */
final class BodyReader {
  /** The body is larger than allowed, or did not come in time. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;
    private final boolean late;

    private Refused(ApiError error, boolean late) {
      super("request body refused", null, false, false);
      this.error = error;
      this.late = late;
    }

    /** What the client is told. */
    ApiError error() {
      return error;
    }

    /** True if the rest may never come. */
    boolean isLate() {
      return late;
    }
  }

  /** The request is over before its body has come. */
  static final class Unwanted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwanted() {
      super("request over before its body", null, false, false);
    }
  }

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final int limitBytes;
  private final Duration timeout;
  private final Buffer collected;
  private final Promise<Buffer> body = Promise.promise();

  private BodyReader(Vertx vertx, HttpServerRequest request, int limitBytes, Duration timeout) {
    this.vertx = vertx;
    this.request = request;
    this.limitBytes = limitBytes;
    this.timeout = timeout;
    this.collected = Buffer.buffer(capacity(request, limitBytes));
  }

  /**
   * Reads the body; must be called before the request's first data event.
   *
   * @param timeout from here to its last byte: one that never ends would keep the request's place
   * @param over completes when the client has left, or was told that it gets no answer
   * @return fails with {@link Refused} or {@link Unwanted}
   */
  static Future<Buffer> read(
      Vertx vertx, HttpServerRequest request, int limitBytes, Duration timeout, Future<?> over) {
    return new BodyReader(vertx, request, limitBytes, timeout).read(over);
  }

  private Future<Buffer> read(Future<?> over) {
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue(); // it waits for this before it sends the body
    }
    request.handler(this::chunk);
    // HTTP/2 tells the request of a reset before the response, whose end says why, and of a closed
    // connection not at all.
    request.exceptionHandler(_ -> {});
    over.onComplete(_ -> body.tryFail(new Unwanted()));
    request.endHandler(_ -> body.tryComplete(collected));
    // Nearly always the body came with the head, and is read before this runs: it needs no timer.
    vertx.runOnContext(_ -> limitTime());
    return body.future();
  }

  private void chunk(Buffer chunk) {
    if (collected.length() + (long) chunk.length() > limitBytes) {
      giveUp(new Refused(ApiError.tooLarge(limitBytes), false));
    } else {
      collected.appendBuffer(chunk);
    }
  }

  private void giveUp(RuntimeException why) {
    request.handler(ignored -> {});
    body.tryFail(why);
  }

  private void limitTime() {
    if (!body.future().isComplete()) {
      long timer =
          vertx.setTimer(
              timeout.toMillis(), _ -> giveUp(new Refused(ApiError.bodyTimeout(timeout), true)));
      body.future().onComplete(_ -> vertx.cancelTimer(timer));
    }
  }

  /** A declared length is believed up to 64 KiB: memory is given for bytes, not for promises. */
  private static int capacity(HttpServerRequest request, int limitBytes) {
    return Math.clamp(
        declaredLength(request), Math.min(limitBytes, 1_024), Math.min(limitBytes, 65_536));
  }

  /** The {@code Content-Length}, or 0 if there is none. */
  static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
