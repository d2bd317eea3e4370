package io.semanticrouter.upstream;

import io.semanticrouter.config.RouterConfig.Endpoint;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Where a backend's answer goes, chunk by chunk. All calls come from the event loop of the client's
 * connection.
 */
public interface AnswerSink {
  /** The backend's status and headers, once, before the first chunk. */
  void head(Endpoint from, int status, MultiMap headers);

  void write(Buffer chunk);

  /** True if the client reads slower than the backend writes: pause the backend. */
  boolean isFull();

  /** Runs {@code resume} when the sink takes chunks again after {@link #isFull}. */
  void onDrain(Runnable resume);

  /** The answer is complete. */
  void end();

  /** The answer ends here although it is not complete; the client must be able to tell. */
  void abort(UpstreamFailure failure);

  /** Runs {@code cancel} if nobody will take the rest of the answer, with the reason. */
  void onCancelled(Consumer<UpstreamFailure> cancel);
}
