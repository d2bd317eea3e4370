package io.semanticrouter.tracing.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.export.ExportHealth;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Accepted;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of one batch to the collector: sent, and sent again while that may help and there is time
 * left. Lives on one event loop, and completes its result exactly once, whatever the collector
 * does: the queue waits for it and sends nothing else until then.
 */
final class Delivery {
  private static final long FIRST_WAIT_MS = 100;
  private static final long MAX_WAIT_MS = 5_000;

  private final OtlpConnection connection;
  private final OtlpConnection.Message message;
  private final ExportHealth health;
  private final Duration timeout;
  private final long deadline;
  private final CompletableResultCode result = new CompletableResultCode();

  private long wait = FIRST_WAIT_MS;

  /** Under way; null while there is none. */
  private Attempt attempt;

  private boolean stuck;

  /** Why it is lost if time runs out now. */
  private ExportFailure failure;

  Delivery(
      OtlpConnection connection,
      OtlpConnection.Message message,
      Duration timeout,
      ExportHealth health) {
    this.connection = connection;
    this.message = message;
    this.health = health;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /** Done when the collector has the batch, or has not and will not. */
  CompletableResultCode result() {
    return result;
  }

  /** True if it was given up while the collector kept it waiting. */
  boolean isStuck() {
    return stuck;
  }

  /** Sets off; on the connection's event loop. */
  void start() {
    Vertx vertx = connection.vertx();
    long timer = vertx.setTimer(Math.max(1, left()), _ -> giveUp(outOfTime()));
    result.whenComplete(() -> vertx.cancelTimer(timer));
    long pause = connection.pause().millisLeft();
    if (pause > 0) {
      againIn(pause);
    } else {
      send();
    }
  }

  private ExportFailure outOfTime() {
    if (failure != null) {
      return failure;
    }
    String what;
    if (attempt == null) {
      what = " wants to be left alone for longer than ";
    } else {
      what = attempt.isConnected() ? " gave no answer within " : " took no connection within ";
    }
    return new ExportFailure(
        ExportFailure.TIMEOUT, connection.server() + what + timeout.toMillis() + " ms");
  }

  /** Ends it, as lost. */
  void giveUp(ExportFailure why) {
    if (result.isDone()) {
      return;
    }
    if (attempt != null) {
      stuck = true;
      attempt.abandon();
    }
    health.failed(message.spans(), connection.redaction().of(why));
    result.fail();
  }

  private void send() {
    attempt = new Attempt(connection, message, this::answered);
    attempt.start();
  }

  private void answered(CollectorAnswer answer) {
    attempt = null;
    switch (answer) {
      case Accepted accepted -> arrived(accepted);
      case Refused refused -> {
        failure = refused.failure();
        if (refused.retryable()) {
          sendLater(refused.delay());
        } else {
          giveUp(failure);
        }
      }
    }
  }

  private void arrived(Accepted accepted) {
    if (accepted.equals(Accepted.WHOLLY)) {
      health.exported(message.spans());
    } else {
      int rejected = (int) Math.clamp(accepted.rejected(), 0, (long) message.spans());
      health.partlyExported(
          message.spans() - rejected, rejected, connection.redaction().of(accepted.words()));
    }
    result.succeed();
  }

  /**
   * Where the collector asks for more time than there is left, this batch is kept until its time is
   * over: those behind it are then not sent too early, and wait in the queue meanwhile.
   */
  private void sendLater(Duration asked) {
    if (asked.isPositive()) {
      connection.pause().ask(asked);
    }
    long next = Math.max(connection.pause().millisLeft(), jittered());
    if (next < left()) {
      againIn(next);
    } else if (!asked.isPositive()) {
      giveUp(failure);
    }
  }

  /** Unless it is over before: a timer would keep the spans of a batch that was given up. */
  private void againIn(long millis) {
    Vertx vertx = connection.vertx();
    long timer = vertx.setTimer(millis, _ -> again());
    result.whenComplete(() -> vertx.cancelTimer(timer));
  }

  private void again() {
    if (!result.isDone()) {
      send();
    }
  }

  /** Between half of the wait and all of it, so that routers that failed together come apart. */
  private long jittered() {
    long jittered = ThreadLocalRandom.current().nextLong(wait / 2, wait + 1);
    wait = Math.min(wait * 2, MAX_WAIT_MS);
    return jittered;
  }

  private long left() {
    return (deadline - System.nanoTime()) / 1_000_000;
  }
}
