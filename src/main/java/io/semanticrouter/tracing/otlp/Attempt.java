package io.semanticrouter.tracing.otlp;

import io.netty.channel.ChannelHandlerContext;
import io.semanticrouter.tracing.export.ExportFailure;
import io.semanticrouter.tracing.otlp.CollectorAnswer.Refused;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;

/**
 * One request to the collector. Used on the connection's event loop; whoever has it sets the time
 * limit.
 */
final class Attempt {
  /** An answer says a few words; no collector makes the router read more. */
  static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final OtlpConnection connection;
  private final OtlpConnection.Message message;
  private final Consumer<CollectorAnswer> done;

  private HttpClientRequest request;
  private boolean ended;

  /**
   * To be started.
   *
   * @param done gets the answer, or what came in its place: once, and not after {@link #abandon}
   */
  Attempt(
      OtlpConnection connection, OtlpConnection.Message message, Consumer<CollectorAnswer> done) {
    this.connection = connection;
    this.message = message;
    this.done = done;
  }

  void start() {
    connection
        .request()
        .onFailure(this::failed)
        .onSuccess(
            opened -> {
              if (ended) {
                opened.reset();
              } else {
                send(opened);
              }
            });
  }

  /** True once there is a connection. */
  boolean isConnected() {
    return request != null;
  }

  /**
   * Ends it without an answer. The connection goes too, at once and without a word to its handlers:
   * their {@code close} waits until what was written before has gone, for ever where the other end
   * reads no more.
   */
  void abandon() {
    ended = true;
    if (request != null) {
      request.reset();
      ChannelHandlerContext first =
          ((ConnectionBase) request.connection()).channel().pipeline().firstContext();
      if (first != null) { // else it is closed already
        var _ = first.close();
      }
    }
  }

  private void send(HttpClientRequest opened) {
    request = opened;
    connection.protocol().describe(opened, message.gzip());
    opened.exceptionHandler(this::failed);
    opened.response().onFailure(this::failed).onSuccess(this::read);
    opened.end(message.body());
  }

  private void read(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(this::failed);
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() <= MAX_ANSWER_BYTES) {
            body.appendBuffer(chunk);
          } else {
            tooMuch();
          }
        });
    response.endHandler(_ -> end(connection.protocol().read(response, body)));
  }

  private void tooMuch() {
    if (!ended) {
      abandon();
      done.accept(
          Refused.of(
              ExportFailure.PROTOCOL_ERROR,
              "an answer of more than " + MAX_ANSWER_BYTES / 1024 + " KiB",
              false));
    }
  }

  private void failed(Throwable problem) {
    end(ConnectionFailures.read(problem, connection.server()));
  }

  private void end(CollectorAnswer answer) {
    if (!ended) {
      ended = true;
      done.accept(answer);
    }
  }
}
