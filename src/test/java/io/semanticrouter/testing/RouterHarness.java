package io.semanticrouter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What stands around the router in a test: two backends that serve, an address that refuses every
 * connection, a trace receiver. Tests declare a field of this type and {@link RouterTestResource}
 * fills it.
 */
public record RouterHarness(
    FakeVllm alpha, FakeVllm beta, ClosedPort refusing, OtlpReceiver receiver) {
  private static final AtomicLong SEED = new AtomicLong(System.nanoTime());

  /** Starts everything on free ports. */
  public static RouterHarness start() {
    return new RouterHarness(
        FakeVllm.start("math-large", "general"),
        FakeVllm.start("code-large", "law-strict"),
        ClosedPort.hold(),
        OtlpReceiver.start());
  }

  public void stop() {
    alpha.close();
    beta.close();
    refusing.close();
    receiver.close();
  }

  /** A configuration file that points a router at all of this, its spans at the receiver. */
  public String configFile() {
    return RouterConfigFile.render(this);
  }

  /** The trace of a request that a backend answered, with every span that the contract promises. */
  public TraceView wholeTrace(String traceId) {
    TraceView trace = receiver.awaitTrace(traceId, SpanContract.names().size());
    assertThat(trace.names()).containsExactlyInAnyOrderElementsOf(SpanContract.names());
    assertThat(trace.faults()).isEmpty();
    return trace;
  }

  /**
   * A word that no request of this run has used: it keeps a prompt out of the cache and names a
   * script. Letters only, so that no detector takes it for a number.
   */
  public static String nonce() {
    StringBuilder word = new StringBuilder("zq");
    for (long left = SEED.incrementAndGet(); left > 0; left /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt((int) (left % 20)));
    }
    return word.toString();
  }
}
