package io.semanticrouter.tracing.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of one batch to the collector: sent, and sent again while that may help and there is time
 * left. Lives on one event loop, and completes its result exactly once, whatever the collector
 * does: the batch processor waits for it and sends nothing else until then.
 */
final class Delivery {
  private static final long FIRST_WAIT_MS = 100;
  private static final long MAX_WAIT_MS = 5_000;

  private final OtlpConnection connection;
  private final OtlpConnection.Message message;
  private final long deadline;
  private final CompletableResultCode result = new CompletableResultCode();

  private long pause = FIRST_WAIT_MS;
  private HttpClientRequest request;
  private String lastCause;

  /** The attempt whose answer counts; what comes from an earlier one is too late. */
  private int attempt;

  Delivery(OtlpConnection connection, OtlpConnection.Message message, Duration timeout) {
    this.connection = connection;
    this.message = message;
    this.deadline = System.nanoTime() + timeout.toNanos();
    this.lastCause = "no answer within " + timeout.toMillis() + " ms";
  }

  /** Done when the collector has the batch, or has not and will not. */
  CompletableResultCode result() {
    return result;
  }

  /** Sets off; on the connection's event loop. */
  void start() {
    Vertx vertx = connection.vertx();
    long timer = vertx.setTimer(Math.max(1, left()), _ -> giveUp(lastCause));
    result.whenComplete(() -> vertx.cancelTimer(timer));
    send();
  }

  /** Ends it, as lost. */
  void giveUp(String cause) {
    if (result.isDone()) {
      return;
    }
    attempt++;
    if (request != null) {
      request.reset();
    }
    connection.log().failed(cause, message.spans());
    result.fail();
  }

  private void send() {
    int mine = ++attempt;
    connection
        .request()
        .onFailure(failure -> failed(mine, failure))
        .onSuccess(
            opened -> {
              if (mine == attempt) {
                send(mine, opened);
              } else {
                opened.reset();
              }
            });
  }

  private void send(int mine, HttpClientRequest opened) {
    request = opened;
    connection.protocol().describe(opened, message.gzip());
    opened.exceptionHandler(failure -> failed(mine, failure));
    opened
        .response()
        .onFailure(failure -> failed(mine, failure))
        .onSuccess(response -> await(mine, response));
    opened.end(message.body());
  }

  /** The body is let go: that there is an answer, and its status, is all that counts. */
  private void await(int mine, HttpClientResponse response) {
    response.exceptionHandler(failure -> failed(mine, failure));
    response.endHandler(_ -> answered(mine, connection.protocol().read(response)));
  }

  private void failed(int mine, Throwable failure) {
    String cause = failure.getMessage();
    answered(
        mine,
        new Refused(cause == null ? failure.getClass().getName() : cause, true, Duration.ZERO));
  }

  private void answered(int mine, CollectorAnswer answer) {
    if (mine != attempt || result.isDone()) {
      return;
    }
    request = null;
    switch (answer) {
      case Accepted() -> {
        connection.log().succeeded();
        result.succeed();
      }
      case Refused(String cause, boolean retryable, Duration delay) -> {
        lastCause = cause;
        long next = Math.max(delay.toMillis(), jittered());
        if (retryable && next < left()) {
          attempt++;
          connection.vertx().setTimer(next, _ -> again());
        } else {
          giveUp(cause);
        }
      }
    }
  }

  private void again() {
    if (!result.isDone()) {
      send();
    }
  }

  /** Between half of the pause and all of it, so that routers that failed together come apart. */
  private long jittered() {
    long wait = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
    pause = Math.min(pause * 2, MAX_WAIT_MS);
    return wait;
  }

  private long left() {
    return (deadline - System.nanoTime()) / 1_000_000;
  }
}
