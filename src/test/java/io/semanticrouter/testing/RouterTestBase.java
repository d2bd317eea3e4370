package io.semanticrouter.testing;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.semanticrouter.testing.RouterClient.Answer;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A running router between fakes, and the steps that most tests of it share. */
@WithTestResource(RouterTestResource.class)
public abstract class RouterTestBase {
  @TestHTTPResource("/")
  URL url;

  /** Filled in by {@link RouterTestResource}. */
  protected RouterHarness harness;

  protected RouterClient client;

  /** A key no other test uses: names this test's script and its caller. */
  protected String key;

  /** Where the router listens. */
  protected URL url() {
    return url;
  }

  @BeforeEach
  void connect() {
    client = new RouterClient(url.getHost(), url.getPort());
    key = RouterHarness.nonce();
  }

  /** Waits for the trace of an answer and for what may have ended after its root. */
  protected TraceView traceOf(Answer answer) {
    return settled(answer.traceId());
  }

  /**
   * Waits for a trace and then for one of a later request: a span that ended late is in it too.
   * Spans are exported in the order in which they end.
   */
  protected TraceView settled(String traceId) {
    harness.receiver().awaitTrace(traceId);
    Answer later = client.chat(Chats.unknownModel(), Chats.NO_HEADERS);
    harness.receiver().awaitTrace(later.traceId());
    return harness.receiver().trace(traceId);
  }

  /** This test's key as a script name and as the caller's identity, so that caches are its own. */
  protected Map<String, String> keyed() {
    return Map.of(FakeVllm.KEY_HEADER, key, "x-user-id", "user-" + key);
  }

  /** The same with one header more. */
  protected Map<String, String> keyedWith(String name, String value) {
    Map<String, String> headers = new LinkedHashMap<>(keyed());
    headers.put(name, value);
    return headers;
  }
}
