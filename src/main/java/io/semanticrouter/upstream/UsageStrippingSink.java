package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * The way to a client that did not ask for the usage event which the router asked for: it gets the
 * stream without that event.
 */
public final class UsageStrippingSink implements AnswerSink {
  private final AnswerSink client;

  /** Null where the answer is no stream of events. */
  private UsageStripper stripper;

  public UsageStrippingSink(AnswerSink client) {
    this.client = client;
  }

  @Override
  public void head(Endpoint from, int status, MultiMap headers) {
    String type = headers.get("content-type");
    if (status == 200 && type != null && type.startsWith("text/event-stream")) {
      stripper = new UsageStripper();
      headers.remove("content-length"); // nobody knows it now
    }
    client.head(from, status, headers);
  }

  @Override
  public void write(Buffer chunk) {
    relay(stripper == null ? chunk : stripper.pass(chunk));
  }

  private void relay(Buffer bytes) {
    if (bytes.length() > 0) {
      client.write(bytes);
    }
  }

  @Override
  public boolean isFull() {
    return client.isFull();
  }

  @Override
  public void onDrain(Runnable resume) {
    client.onDrain(resume);
  }

  @Override
  public void end() {
    relayRest();
    client.end();
  }

  @Override
  public void abort(UpstreamFailure failure) {
    relayRest();
    client.abort(failure);
  }

  private void relayRest() {
    if (stripper != null) {
      relay(stripper.end());
    }
  }

  @Override
  public void onCancelled(Consumer<UpstreamFailure> cancel) {
    client.onCancelled(cancel);
  }
}
