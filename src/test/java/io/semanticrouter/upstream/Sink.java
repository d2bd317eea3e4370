package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** A client's side of a call, and what it got. */
final class Sink implements AnswerSink {
  private final boolean full;
  final Promise<Void> written = Promise.promise();
  final Buffer body = Buffer.buffer();
  volatile String from;
  volatile int status;
  volatile boolean ended;
  volatile UpstreamFailure aborted;
  volatile boolean goneBefore;
  private volatile Consumer<UpstreamFailure> cancel;

  /**
   * Makes a client.
   *
   * @param full true if it reads nothing
   */
  Sink(boolean full) {
    this.full = full;
  }

  void leave() {
    cancel.accept(
        new UpstreamFailure(UpstreamFailure.Kind.CLIENT_GONE, "The client went away.", null));
  }

  @Override
  public void head(Endpoint endpoint, int answered, MultiMap headers) {
    from = endpoint.name();
    status = answered;
  }

  @Override
  public void write(Buffer chunk) {
    body.appendBuffer(chunk);
    written.tryComplete();
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public void onDrain(Runnable resume) {}

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void abort(UpstreamFailure failure) {
    aborted = failure;
  }

  @Override
  public void onCancelled(Consumer<UpstreamFailure> cancelled) {
    cancel = cancelled;
    if (goneBefore) {
      leave();
    }
  }
}
