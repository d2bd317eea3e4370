package io.semanticrouter.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Any headers name a caller or none, and what is relayed of them is what was sent. */
class TraceHeadersFuzzTest {
  /** W3C Trace Context, section 3.2.2; later versions may have more behind a dash. */
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?", Pattern.DOTALL);

  @DictionaryEntries({
    "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01",
    "01-",
    "ff-",
    "-00",
    "a=b",
    "vendor@tenant=1",
    ";p=1",
    ";p",
    ",",
    "%20",
    "=",
    "00000000000000000000000000000000"
  })
  @FuzzTest
  void readsOrIgnores(byte[] headers) {
    String[] lines = new String(headers, StandardCharsets.ISO_8859_1).split("\n", 3);
    String traceparent = lines[0];
    String tracestate = lines.length > 1 ? lines[1] : null;
    String baggage = lines.length > 2 ? lines[2] : null;

    CallerSpan caller = TraceHeaders.caller(traceparent, tracestate, baggage);

    SpanContext remote = Span.fromContext(caller.context()).getSpanContext();
    if (remote.isValid()) {
      assertThat(traceparent.strip()).matches(TRACEPARENT);
      assertThat(traceparent).contains(remote.getTraceId()).contains(remote.getSpanId());
    }
    if (caller.traceState() != null) {
      assertThat(caller.traceState()).isSameAs(tracestate).matches("[ -~\t]*");
      assertThat(remote.isValid()).isTrue();
      assertThat(remote.getTraceState().size()).isBetween(1, 32);
    }
    if (caller.baggage() != null) {
      assertThat(caller.baggage()).isSameAs(baggage);
      assertThat(baggage).matches("[ -~\t]*").doesNotContain("\\").contains("=");
    }
  }
}
