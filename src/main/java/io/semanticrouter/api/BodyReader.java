package io.semanticrouter.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Collects a request's body up to a limit. */
final class BodyReader {
  /** The body is larger than allowed. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("request body over the limit", null, false, false);
    }
  }

  private BodyReader() {}

  /**
   * Reads the body; must be called before the request's first data event.
   *
   * @return fails with {@link TooLarge}, or with what broke the connection
   */
  static Future<Buffer> read(HttpServerRequest request, int limitBytes) {
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue(); // it waits for this before it sends the body
    }
    Promise<Buffer> body = Promise.promise();
    Buffer collected = Buffer.buffer(capacity(request, limitBytes));
    request.handler(
        chunk -> {
          if (collected.length() + (long) chunk.length() > limitBytes) {
            request.handler(ignored -> {});
            body.tryFail(new TooLarge());
          } else {
            collected.appendBuffer(chunk);
          }
        });
    request.exceptionHandler(body::tryFail);
    request.endHandler(nothing -> body.tryComplete(collected));
    return body.future();
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
